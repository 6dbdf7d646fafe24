import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../../src/cli.ts';
import type { World } from '../../src/cli/world.ts';
import { madeUp } from '../cli/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'logs-'));

/** Writes a file of a test. Returns its path. */
export function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** A configuration for an Elasticsearch at an address. */
export const configFor = (url: string, more = ''): string =>
  file('logs.yaml', `environment: production\nelasticsearch:\n  url: ${url}\n${more}`);

/** Runs a command about logs. Time passes only when it waits. */
export async function run(args: readonly string[], changes: Partial<World> = {}) {
  const { world, said, waits } = madeUp();
  let passed = 0;
  const code = await cli(['logs', ...args], {
    ...world,
    now: () => new Date(Date.UTC(2026, 10, 24) + passed),
    wait: (milliseconds) => {
      passed += milliseconds;
      waits.push(milliseconds);
      return Promise.resolve();
    },
    ...changes,
  });
  return { code, waits, ...said };
}
