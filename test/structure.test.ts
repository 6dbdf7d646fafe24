import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alertGroups } from '../alerts/index.ts';
import { contractMetrics } from '../src/metrics/contract.ts';
import { elsewhere } from '../src/metrics/elsewhere.ts';
import type { Metric } from '../src/metrics/metric.ts';
import { publishedMetrics } from '../src/metrics/published.ts';

const sources = ['alerts', 'dashboards', 'src']
  .flatMap((folder) => readdirSync(folder, { withFileTypes: true, recursive: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

const series = [contractMetrics, elsewhere, publishedMetrics]
  .flatMap((metrics: Readonly<Record<string, Metric>>) => Object.values(metrics))
  .map(({ name }) => name)
  .filter((name) => name !== 'up');

test.each(sources.filter((path) => !path.startsWith('src/metrics/')))('%s names no series', (path) => {
  const text = readFileSync(path, 'utf8');
  expect(series.filter((name) => text.includes(name))).toEqual([]);
});

describe('a threshold stands in alerts/thresholds.ts alone', () => {
  const alerts = alertGroups.flatMap((group) => group.alerts).filter(({ severity }) => severity !== 'none');

  test.each(alerts)('$name types no number into its expression', ({ expr }) => {
    const typed = expr.parts.filter((part) => typeof part === 'string').join(' ');
    expect(typed).not.toMatch(/\d/);
  });

  test.each(alerts)('$name types no threshold into its description', ({ description }) => {
    const typed = description.parts.filter((part) => typeof part === 'string').join(' ');
    expect(typed).not.toMatch(/(above|below) \d/);
  });
});

test.each(sources.filter((path) => path.startsWith('dashboards/')))('%s types no threshold', (path) => {
  expect(readFileSync(path, 'utf8')).not.toMatch(/\b(above|below|over|under|at) \d/i);
});

test('the 11 alerts are eleven', () => {
  expect(alertGroups.find(({ name }) => name === 'fraiseql-core')?.alerts.map(({ name }) => name)).toEqual([
    'ServiceDown',
    'HighErrorRate',
    'MediumErrorRate',
    'HighLatency',
    'MediumLatency',
    'DatabasePoolExhausted',
    'DatabasePoolPressure',
    'DiskFull',
    'DiskPressure',
    'AnomalyDetected',
    'BackupStale',
  ]);
});
