import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertGroups } from '../alerts/index.ts';
import type { AlertGroup } from '../src/model/alert.ts';
import { replaceFolder } from '../src/output/replace.ts';
import { readEnvironments } from '../src/settings/read.ts';
import { makeEnvironment } from '../src/stack.ts';
import { growth } from './growth.ts';

/** Times synth in one process after the other, and what 200 more alerts cost. Machines are noisy: read the ratios. */
const app = median(7, () => {
  const started = performance.now();
  spawnSync('node_modules/.bin/tsx', ['src/main.ts']);
  return performance.now() - started;
});
const empty = median(7, () => {
  const started = performance.now();
  spawnSync('node_modules/.bin/tsx', ['-e', '']);
  return performance.now() - started;
});
const few = median(5, () => making(alertGroups));
const many = median(5, () => making([...alertGroups, ...copies(200)]));

console.log(
  `tsx src/main.ts, both environments   ${ms(app)}, ${(app / empty).toFixed(1)} times tsx alone (${ms(empty)})`,
);
console.log(`making and writing both environments ${ms(few)}`);
console.log(
  `the same with 200 more alerts        ${ms(many)}, ${ms(many - few)} more, ${(many / few).toFixed(1)} times as long`,
);

console.log(
  '\nenvironments        synth   jsonnet to JSON   jsonnet to YAML   (jsonnet only writes the objects: it derives and checks nothing)',
);
const sizes = [1, 10, 100].map((environments) => growth(environments, environments === 100 ? 1 : 3));
for (const { environments, app: ours, json, yaml } of sizes) {
  const columns = [String(environments).padEnd(12), ms(ours).padStart(12), ms(json).padStart(17)];
  console.log(`${columns.join('')}${(yaml === undefined ? 'not measured' : ms(yaml)).padStart(18)}`);
}
const [one, ten, hundred] = sizes.map(({ app: ours }) => ours);
const each = ((hundred ?? 0) - (ten ?? 0)) / 90;
console.log(
  `each environment from 10 to 100: ${ms(each)}; from 1 to 10: ${ms(((ten ?? 0) - (one ?? 0)) / 9)}`,
);

/** Milliseconds to make and write both environments, in this process. */
function making(groups: readonly AlertGroup[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const started = performance.now();
  for (const settings of readEnvironments('environments')) {
    replaceFolder(join(folder, settings.environment), makeEnvironment(settings, groups).files);
  }
  const took = performance.now() - started;
  rmSync(folder, { recursive: true });
  return took;
}

/** The core alerts again and again under other names, twenty to a group. */
function copies(count: number): AlertGroup[] {
  const originals = alertGroups[0]?.alerts ?? [];
  const alerts = Array.from({ length: Math.ceil(count / originals.length) }, (_, round) =>
    originals.map((alert) => ({ ...alert, name: `${alert.name}${String(round)}`, mutedBy: [] })),
  ).flat();
  return Array.from({ length: count / 20 }, (_, at) => ({
    name: `fraiseql-copies-${String(at)}`,
    alerts: alerts.slice(at * 20, at * 20 + 20),
  }));
}

function median(runs: number, measure: () => number): number {
  const times = Array.from({ length: runs }, measure).sort((a, b) => a - b);
  return times[Math.floor(runs / 2)] ?? 0;
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(0)} ms`;
}
