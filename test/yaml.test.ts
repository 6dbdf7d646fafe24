import { loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { toYaml } from '../src/output/yaml.ts';
import { makeEnvironment } from '../src/stack.ts';
import { variants } from './variants.ts';

const readers = {
  'js-yaml': (text: string) => loadAll(text),
  'YAML 1.1': (text: string) =>
    parseAllDocuments(text, { version: '1.1' }).map((one) => one.toJS() as unknown),
  'YAML 1.2': (text: string) =>
    parseAllDocuments(text, { version: '1.2' }).map((one) => one.toJS() as unknown),
};

describe.each(variants)('%s', (_, settings) => {
  const files = [...makeEnvironment(settings).files].filter(([path]) => path.endsWith('.yaml'));
  test.each(files)('%s reads the same in YAML 1.1 and 1.2, and has no anchors', (_, text) => {
    const [first, ...others] = Object.values(readers).map((read) => read(text));
    for (const other of others) expect(other).toEqual(first);
    expect(text).not.toMatch(/^[^'"#]*: [&*]/m);
  });
});

test('values that some reader would misread are quoted', () => {
  const risky = [
    'on',
    'yes',
    'y',
    '12:30',
    '0644',
    '0o644',
    '1_000',
    '2024-01-01',
    '1e3',
    '=',
    '~',
    '<<',
    '',
  ];
  for (const read of Object.values(readers)) expect(read(toYaml(risky))).toEqual([risky]);
});
