import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../../src/cli.ts';
import { podsOf } from '../../src/checks/manifests/objects/pods.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { findings, manifestsOf } from '../checks/manifests/judge.ts';
import { madeUp } from '../cli/world.ts';
import { production, staging, withSettings } from '../good.ts';
import { addressOf, fakePrometheus } from '../slo/report/fake.ts';
import { availability } from '../slo/report/history.ts';
import { put } from '../put.ts';
import { good as file, messageFor } from '../settings/message.ts';
import { variants } from '../variants.ts';

const report = { image: 'registry.example.com/fraiseql-monitoring:0.1.0', schedule: '0 6 1 * *' };
const ofProduction = withSettings(production, { sloReport: { ...report, slack: 'notices' } });

const cronJobsOf = (settings: Settings) =>
  makeEnvironment(settings).manifests.filter(({ object }) => object.kind === 'CronJob');

/** Arguments of the report's container. */
const argsOf = (settings: Settings): readonly string[] =>
  podsOf(cronJobsOf(settings)).flatMap(({ spec }) => spec.containers.flatMap(({ args = [] }) => args));

describe('the CronJob of the report', () => {
  test('is there where the settings ask for it, and only there', () => {
    expect(cronJobsOf(production)).toEqual([]);
    expect(cronJobsOf(ofProduction).map(({ object }) => object.metadata.name)).toEqual([
      'fraiseql-slo-report',
    ]);
  });

  test('has everything that checks of manifests ask for, in all environments', () => {
    const with_ = variants.filter(([, { sloReport }]) => sloReport !== undefined);
    expect(with_.length).toBeGreaterThan(4);
    for (const [name, settings] of with_) expect(makeEnvironment(settings).problems, name).toEqual([]);
  });

  test('asks Thanos Query where there is one', () => {
    expect(argsOf(ofProduction)).toContain('--prometheus=http://fraiseql-thanos-query.monitoring.svc:10902');
  });

  test('asks each replica of Prometheus where there is none, so that their gaps are filled', () => {
    const args = argsOf(withSettings(staging, { sloReport: report }));
    expect(args.filter((arg) => arg.startsWith('--prometheus='))).toEqual([
      '--prometheus=http://prometheus-fraiseql-0.fraiseql-prometheus.monitoring.svc:9090',
      '--prometheus=http://prometheus-fraiseql-1.fraiseql-prometheus.monitoring.svc:9090',
    ]);
  });
});

describe('its arguments', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slo-report-'));
  beforeAll(() => {
    writeFileSync(join(folder, 'slack-notices-webhook-url'), 'https://hooks.example.com/x');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('are a command line that the program takes', async () => {
    const asked: string[] = [];
    const answer = fakePrometheus([availability({ from: '2026-02-01', to: '2026-03-01' }, undefined)]);
    const fetch: typeof globalThis.fetch = (input) => {
      asked.push(addressOf(input).host);
      return addressOf(input).protocol === 'https:' ? Promise.resolve(new Response('ok')) : answer(input);
    };
    const { world, said } = madeUp({ fetch });
    const argv = argsOf(ofProduction).map((arg) => arg.replace('/etc/fraiseql-slo-report', folder));
    expect(await cli(argv, world), said.stderr).toBe(0);
    expect(said.stdout).toContain('Availability  SLO 99.9 %  100 %');
    expect(new Set(asked)).toEqual(
      new Set(['fraiseql-thanos-query.monitoring.svc:10902', 'hooks.example.com']),
    );
  });
});

describe('its connections', () => {
  const isReports = (name: string) => name === 'fraiseql-slo-report';

  test.each(variants.filter(([, { sloReport }]) => sloReport !== undefined))(
    'are noticed one by one when they are closed: %s',
    (_, settings) => {
      const manifests = manifestsOf(settings);
      const policy = manifests.all.find(
        ({ object }) => object.kind === 'NetworkPolicy' && isReports(object.metadata.name),
      );
      const { egress } = (policy?.object as unknown as { spec: { egress: object[] } }).spec;
      expect(egress.length).toBeGreaterThan(1);
      for (const at of egress.keys()) {
        const object = structuredClone(policy?.object) as object;
        put(
          object,
          'spec.egress',
          egress.filter((_rule, other) => other !== at),
        );
        const closed = manifests.all.map((one) =>
          one === policy ? { ...one, object } : one,
        ) as typeof manifests.all;
        expect(findings('network-edges', { ...manifests, all: closed })).not.toEqual([]);
      }
    },
  );

  test('to Slack are not open where Slack is not told', () => {
    const { all } = manifestsOf(withSettings(production, { sloReport: report }));
    const policy = all.find(
      ({ object }) => object.kind === 'NetworkPolicy' && isReports(object.metadata.name),
    );
    expect(JSON.stringify(policy?.object)).not.toContain('ipBlock');
  });
});

describe('settings of the report', () => {
  const withReport = (lines: string) =>
    `${file}\nsloReport:\n  image: registry.example.com/x:0.1.0\n${lines}`;
  const shared = (text: string) =>
    text.replace(/platform:\n {2}kind: own\n {2}longTerm:\n.*\n/, 'platform:\n  kind: shared\n');

  test('are right as they are', () => {
    expect(messageFor(withReport('  slack: notices\n'))).toBe('nothing wrong');
    expect(
      messageFor(shared(withReport('  prometheus:\n    url: http://prometheus.monitoring.svc:9090\n'))),
    ).toBe('nothing wrong');
  });

  test.each([
    [
      '  schedule: monthly\n',
      "'sloReport.schedule' must be five fields of cron such as '0 6 1 * *': minute, hour, day, month, weekday, got 'monthly'.",
    ],
    [
      '  schedule: 0 24 1 * *\n',
      "'sloReport.schedule' must be five fields of cron such as '0 6 1 * *': minute, hour, day, month, weekday, got '0 24 1 * *'.",
    ],
    [
      '  slack: notice\n',
      "'sloReport.slack' must be one of incidents, tickets, notices, got 'notice'. Did you mean 'notices'?",
    ],
    [
      '  prometheus:\n    url: https://prometheus.example.com\n',
      "'sloReport.prometheus' must be set where `platform.kind` is shared, and left out where this stack has its own to ask, got a map.",
    ],
    ['  when: monthly\n', "unknown key 'sloReport.when'. Allowed here: image, schedule, slack, prometheus."],
  ])('%j is refused', (lines, message) => {
    expect(messageFor(withReport(lines))).toContain(message);
  });

  test('must say whom to ask in a shared Prometheus, and not in plain text outside of the cluster', () => {
    expect(messageFor(shared(withReport('')))).toContain(
      "missing key 'sloReport.prometheus': it must be set where `platform.kind` is shared",
    );
    expect(
      messageFor(shared(withReport('  prometheus:\n    url: http://prometheus.example.com\n'))),
    ).toContain(
      "'sloReport.prometheus.url' must be an address such as https://prometheus.example.com or http://",
    );
  });

  test('must have an image that is the same tomorrow', () => {
    expect(messageFor(withReport('').replace(':0.1.0', ':latest'))).toContain(
      "'sloReport.image' must be an image",
    );
  });
});
