import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { check } from '../src/check.ts';
import { listFiles } from '../src/output/replace.ts';
import { tool } from './tool.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  cpSync('test/good', join(folder, 'environments'), { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Changes an environment file. */
function change(name: string, from: string, to: string): void {
  const file = join(folder, 'environments', name);
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${name} does not say ${from}.`);
  writeFileSync(file, text.replace(from, to));
}

function run(): { code: number; said: string[] } {
  const said: string[] = [];
  const code = check({ environments: join(folder, 'environments'), say: (line) => said.push(line) });
  return { code, said };
}

const looked =
  /^2 environments, \d+ alerts, \d+ objects, 8 dashboards and \d+ checks; \d+ exceptions, each with its reason in an exceptions\.ts of src\/checks\/\.$/;

describe('check', () => {
  test('says what it looked at when there is nothing to say', () => {
    const { code, said } = run();
    expect(said).toEqual(['No problems.', expect.stringMatching(looked)]);
    expect(code).toBe(0);
  });

  test('says every problem in the order of places, and counts them by check', () => {
    change('production.yaml', 'scrapeInterval: 30s', 'scrapeInterval: 2m');
    change('production.yaml', 'https://api.fraiseql.com/health', 'https://nobody.monitoring.svc/health');
    const { code, said } = run();
    const [problems = '', counts] = said;
    const lines = problems.split('\n');
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe(
      "production/scraping/Probe-api-health/Resource: Probe monitoring/fraiseql-api-health, spec.targets.staticConfig.static[0]: There is no Service for 'nobody.monitoring.svc': none of that name is made here. [references-resolve]",
    );
    expect(lines).toEqual([...lines].sort((a, b) => a.localeCompare(b)));
    const all = lines.length;
    expect(counts).toBe(
      `${String(all)} problems: ${String(all - 1)} of window-holds-scrapes, 1 of references-resolve.`,
    );
    expect(said[2]).toMatch(looked);
  });

  test('says what is wrong with settings as synth does', () => {
    writeFileSync(join(folder, 'environments/staging.yaml'), 'environment: staging\n');
    const { code, said } = run();
    expect(code).toBe(1);
    expect(said.join('\n')).toMatch(/staging\.yaml:1:1: missing key 'service': it must be a map of keys\./);
  });

  test('writes nothing', () => {
    const before = listFiles(folder);
    run();
    expect(listFiles(folder)).toEqual(before);
  });
});

test('npm run check judges the environments of the repository', async () => {
  const { code, output } = await tool('npm', ['run', '-s', 'check']);
  expect(output).toMatch(/^No problems\.\n/);
  expect(code).toBe(0);
});
