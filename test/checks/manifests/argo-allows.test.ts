import { describe, expect, test } from 'vitest';
import { production, withSettings } from '../../good.ts';
import { bend, findings, good, manifestsOf, remove, type Change } from './judge.ts';

const check = (manifests: Parameters<typeof findings>[1]) => findings('argo-allows', manifests);
const name = 'fraiseql-monitoring-production';
const project = (change: Change) => check(bend('AppProject', name, change));
const application = (change: Change) => check(bend('Application', name, change));

test('takes the project and the Application of production', () => {
  expect(check(good())).toEqual([]);
});

test('asks nothing where Argo CD is not', () => {
  expect(check(manifestsOf(withSettings(production, { gitOps: undefined })))).toEqual([]);
});

describe('of the project', () => {
  test.each([
    ['sourceRepos', '*', "Must not have '*'. Name what is used."],
    ['destinations', { server: '*', namespace: '*' }, "Must not have '* *'. Name what is used."],
    ['clusterResourceWhitelist', { group: '*', kind: '*' }, "Must not have '* *'. Name what is used."],
    [
      'namespaceResourceWhitelist',
      { group: 'batch', kind: 'CronJob' },
      "Allows 'batch CronJob', which nothing here uses.",
    ],
  ])('refuses %s with %j besides', (field, value, message) => {
    const said = project((object) => {
      ((object.spec as Record<string, unknown>)[field] as unknown[]).push(value);
    });
    expect(said).toEqual([`AppProject argocd/${name}, spec.${field}: ${message}`]);
  });

  test.each([
    ['sourceRepos', "Lacks 'https://github.com/fraiseql/fraiseql-monitoring.git', which is used."],
    ['destinations', "Lacks 'https://kubernetes.default.svc fraiseql', which is used."],
    ['clusterResourceWhitelist', "Lacks 'core Namespace', which is used."],
    ['namespaceResourceWhitelist', "Lacks 'core ConfigMap', which is used."],
  ])('refuses %s without the first that is used', (field, message) => {
    const said = project((object) => {
      ((object.spec as Record<string, unknown>)[field] as unknown[]).shift();
    });
    expect(said).toEqual([`AppProject argocd/${name}, spec.${field}: ${message}`]);
  });

  test('refuses kinds that are used no longer, and other clusters', () => {
    expect(check(remove('Probe', 'fraiseql-api-health'))).toEqual([
      `AppProject argocd/${name}, spec.namespaceResourceWhitelist: Allows 'monitoring.coreos.com Probe', which nothing here uses.`,
    ]);
    expect(application({ 'spec.destination.server': 'https://other.example.com' })).toHaveLength(2);
  });
});

describe('of the Application', () => {
  test.each([
    ['spec.project', 'default', "Must be a project that is made here: 'default' allows who knows what."],
    [
      'spec.source.path',
      'dist/staging/manifests',
      "Must be 'dist/production/manifests', got 'dist/staging/manifests'.",
    ],
    ['spec.source.directory.include', undefined, "Must be '*.yaml', got nothing."],
    ['spec.syncPolicy.automated.allowEmpty', true, 'Must be false, got true.'],
    ['spec.syncPolicy.syncOptions', ['ServerSideApply=true'], "Must have 'PruneLast=true'."],
    ['spec.syncPolicy.syncOptions', ['PruneLast=true'], "Must have 'ServerSideApply=true'."],
    [
      'spec.syncPolicy.syncOptions',
      ['ServerSideApply=true', 'PruneLast=true', 'Replace=true'],
      "Must not have 'Replace=true': it deletes objects in order to change them.",
    ],
    [
      "metadata.annotations['argocd.argoproj.io/compare-options']",
      undefined,
      "Must have 'ServerSideDiff=true', got nothing: what the API server fills in is no difference.",
    ],
    [
      'metadata.finalizers',
      ['resources-finalizer.argocd.argoproj.io'],
      'Must be empty: whoever deletes the Application by mistake would end the monitoring with it.',
    ],
  ])('refuses %s %j', (field, value, message) => {
    expect(application({ [field]: value })).toEqual([`Application argocd/${name}, ${field}: ${message}`]);
  });
});
