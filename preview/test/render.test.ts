import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at } from '../../test/day/clock.ts';
import { boardsIn } from '../src/boards.ts';
import { readOptions } from '../src/options.ts';
import { render, type Picture } from '../src/render.ts';

const folder = mkdtempSync(join(tmpdir(), 'preview-'));
const home = process.cwd();

// Like the command, from the root of the project.
beforeAll(() => {
  process.chdir('..');
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

/** Renders into a folder of its own. The day begins shortly before the incident, so that it is quick. */
async function rendered(name: string, ...args: readonly string[]) {
  const out = join(folder, name);
  const options = readOptions([...args, '--out', out]);
  if (options === undefined) throw new Error('Nothing is to be rendered.');
  const pictures = await render(options, () => undefined, at('12:45'));
  const files = Object.fromEntries(readdirSync(out).map((file) => [file, readFileSync(join(out, file))]));
  return { pictures, files };
}

/** Width and height, where a PNG keeps them. */
const sizeOf = (png: Buffer | undefined) => ({ width: png?.readUInt32BE(16), height: png?.readUInt32BE(20) });

describe('the boards of production', () => {
  let first: Awaited<ReturnType<typeof rendered>>;
  beforeAll(async () => {
    first = await rendered('first');
  });

  test('become a picture each', () => {
    const names = readdirSync('dist/production/grafana').map((name) => name.replace('.json', '.png'));
    expect(Object.keys(first.files).sort()).toEqual(names.sort());
    for (const png of Object.values(first.files)) expect(sizeOf(png).width).toBe(1600);
  });

  test('have something to show in every panel', () => {
    expect(first.pictures.flatMap(({ empty }: Picture) => empty)).toEqual([]);
  });

  test('become the same bytes again', async () => {
    const second = await rendered('second');
    const differ = Object.keys(first.files).filter(
      (name) => second.files[name]?.equals(first.files[name] ?? Buffer.of()) !== true,
    );
    expect(differ).toEqual([]);
  });
});

describe('with --before', () => {
  test('only boards that differ are rendered, before and after, and a page shows both', async () => {
    const before = mkdtempSync(join(folder, 'boards-'));
    for (const [uid, text] of boardsIn('dist/production/grafana')) {
      const old =
        uid === 'fraiseql-database-health' ? text.replace('Replication lag', 'Lag of the replica') : text;
      writeFileSync(join(before, `${uid}.json`), old);
    }
    const { files } = await rendered('changes', '--before', before);
    expect(Object.keys(files).sort()).toEqual([
      'changes.md',
      'fraiseql-database-health-after.png',
      'fraiseql-database-health-before.png',
    ]);
    expect(String(files['changes.md'])).toContain('![before](fraiseql-database-health-before.png)');
  });

  test('boards that are not asked for are left alone', async () => {
    const empty = mkdtempSync(join(folder, 'boards-'));
    writeFileSync(join(empty, 'old.json'), JSON.stringify({ uid: 'old' }));
    const args = ['--before', empty, '--board', 'fraiseql-on-call', '--at', '12:50'];
    const { files } = await rendered('asked', ...args);
    expect(Object.keys(files).sort()).toEqual(['changes.md', 'fraiseql-on-call-after.png']);
  });

  test('nothing is rendered when nothing differs', async () => {
    const { pictures, files } = await rendered('same', '--before', 'dist/production/grafana');
    expect(pictures).toEqual([]);
    expect(String(files['changes.md'])).toBe('No board looks different.\n');
  });
});

test('a board that is not there is told, with those that are', async () => {
  await expect(rendered('none', '--board', 'fraiseql-slos')).rejects.toThrow(
    'No board is called fraiseql-slos. There are: fraiseql-database-health, fraiseql-on-call, fraiseql-production-health, fraiseql-slo.',
  );
});
