import { expect, test } from 'vitest';
import { bend, findings, good, inside, remove, type Change } from './judge.ts';

const check = (manifests: Parameters<typeof findings>[1]) => findings('probe-module-exists', manifests);
const bent = (change: Change) => check(bend('Probe', 'fraiseql-api-health', change));

test('takes the probes of production', () => {
  expect(check(good())).toEqual([]);
});

test('refuses a module that the prober does not have', () => {
  expect(bent({ 'spec.module': 'http_health' })).toEqual([
    "Probe monitoring/fraiseql-api-health, spec.module: Must be a module of the prober, 'fraiseql_health' or 'http_2xx', got 'http_health'.",
  ]);
});

test('takes http_2xx where none is named, as the prober does', () => {
  expect(bent({ 'spec.module': undefined })).toEqual([]);
});

test.each([
  ['5s', 1],
  ['5400ms', 1],
  ['5500ms', 0],
  ['6s', 0],
])('a scrape that waits %s, with a module that may take 5 s', (scrapeTimeout, count) => {
  const said = bent({ 'spec.scrapeTimeout': scrapeTimeout });
  expect(said).toEqual(
    [
      `Probe monitoring/fraiseql-api-health, spec.scrapeTimeout: Must be 0.5 s or more above the 5s that module 'fraiseql_health' may take, got ${scrapeTimeout}: the prober would be cut off.`,
    ].slice(0, count),
  );
});

test('refuses a probe whose prober is not here, or reads another configuration', () => {
  const lost = [
    'Probe monitoring/fraiseql-api-health, spec.prober.url: Leads to no pods whose configuration is made here.',
  ];
  expect(bent({ 'spec.prober.url': 'blackbox.example.com:9115' })).toEqual(lost);
  expect(check(remove('ConfigMap', 'fraiseql-blackbox-exporter'))).toEqual(lost);
});

test('refuses a probe when its module goes', () => {
  const manifests = bend('ConfigMap', 'fraiseql-blackbox-exporter', (object) => {
    inside(object, 'data')['blackbox.yml'] = 'modules: {http_2xx: {prober: http}}';
  });
  expect(check(manifests)).toHaveLength(1);
});
