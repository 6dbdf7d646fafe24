import { expect, test } from 'vitest';
import { bend } from './bend.ts';
import { findings } from './judge.ts';

const variable = (name: string, type: string) => ({
  name,
  type: 'datasource',
  query: type,
  label: 'Data source',
});

test.each(['datasource', 'prometheus_datasource'])('takes %s where there is one alone', (name) => {
  expect(findings('template-datasource', bend({ 'templating.list[0].name': name }))).toEqual([]);
});

test('takes several that are called by their types', () => {
  const several = {
    'templating.list[0].name': 'prometheus_datasource',
    'templating.list[3]': variable('loki_datasource', 'loki'),
  };
  expect(findings('template-datasource', bend(several))).toEqual([]);
});

test('refuses other names', () => {
  expect(findings('template-datasource', bend({ 'templating.list[0].name': 'source' }))).toEqual([
    '$source: is the variable of a data source, and is to be called datasource or prometheus_datasource.',
  ]);
  expect(findings('template-datasource', bend({ 'templating.list[3]': variable('logs', 'loki') }))).toEqual([
    '$datasource: is the variable of a data source, and is to be called prometheus_datasource.',
    '$logs: is the variable of a data source, and is to be called loki_datasource.',
  ]);
});
