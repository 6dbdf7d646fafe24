import { expect, test } from 'vitest';
import { add, bend, findings, good } from './judge.ts';

const rule = 'spec.groups[0].rules[0].expr';
const of = (expr: string) =>
  findings('alert-cronjob-exists', bend('PrometheusRule', 'fraiseql-alerts', { [rule]: expr }));

test('takes the CronJobs that production asks about', () => {
  expect(findings('alert-cronjob-exists', good())).toEqual([]);
});

test('finds that production asks about CronJobs at all', () => {
  const without = { ...good(), prerequisites: good().prerequisites.filter(({ kind }) => kind !== 'CronJob') };
  const said = findings('alert-cronjob-exists', without);
  expect(said.some((line) => line.includes("the CronJob 'fraiseql-backup'"))).toBe(true);
  expect(said.some((line) => line.includes("the CronJob 'fraiseql-restore-check'"))).toBe(true);
});

test('takes a CronJob that is made here', () => {
  const cronJob = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'fraiseql-backup', namespace: 'x' },
  };
  expect(findings('alert-cronjob-exists', add(cronJob))).toEqual([]);
});

test.each([
  ['kube_cronjob_created{namespace="fraiseql", cronjob="fraiseql-backups"}', 'fraiseql-backups'],
  ['kube_job_status_failed{namespace="fraiseql", job_name=~"fraiseql-bakup-.*"}', 'fraiseql-bakup'],
  ['kube_job_status_failed{namespace="fraiseql", job_name=~"fraiseql-backup-.*|other-.+"}', 'other'],
])('refuses %s', (expr, name) => {
  const [said] = of(expr);
  expect(said).toMatch(
    new RegExp(
      `^PrometheusRule monitoring/fraiseql-alerts, spec\\.groups\\[0\\]\\.rules\\[0\\]\\.expr: ServiceDown asks for the CronJob '${name}', which is neither made in fraiseql nor a prerequisite\\.`,
    ),
  );
});

test('refuses the CronJob of another namespace, and of any', () => {
  expect(of('kube_cronjob_created{namespace="other", cronjob="fraiseql-backup"}')[0]).toMatch(
    /'fraiseql-backup', which is neither made in other nor a prerequisite\.$/,
  );
  expect(of('kube_cronjob_created{cronjob="fraiseql-backup"}')[0]).toMatch(
    /asks for the CronJob 'fraiseql-backup' in any namespace\. Name one\.$/,
  );
});
