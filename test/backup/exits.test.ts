import { expect, test } from 'vitest';
import { exits } from '../../src/backup/exits.ts';
import { scripts } from '../../src/backup/scripts.ts';
import { tool } from '../tool.ts';

/** Exit codes by script: those that it says itself, and those of phases that it names. */
const said = (text: string): number[] =>
  [...text.matchAll(/\bfail (\d+) |^\s*phase [a-z-]+ (\d+)$/gm)].map(([, code, phase]) =>
    Number(code ?? phase),
  );

const table = new Map(exits.map((exit) => [exit.code, exit]));

test.each(
  Object.entries(scripts()).filter(([name]) =>
    /^(dump|base|upload|download|check|restore|record|recover)\.sh$/.test(name),
  ),
)('every exit code of %s stands in the table, with its name', (name, text) => {
  const script = name.replace('.sh', '');
  const unknown = said(text).filter((code) => !table.get(code)?.scripts.some((one) => one === script));
  expect(unknown).toEqual([]);
});

test('a code stands there once, and some script ends with it', () => {
  expect(table.size).toBe(exits.length);
  const text = Object.values(scripts()).join('\n');
  const never = exits.filter(({ code }) => ![0, 1, 130, 143].includes(code) && !said(text).includes(code));
  expect(never).toEqual([]);
});

test('shellcheck finds nothing in the scripts, nor in those of the tests', async () => {
  const files = Object.keys(scripts())
    .filter((name) => name.endsWith('.sh'))
    .map((name) => `src/backup/scripts/${name}`);
  const { output } = await tool('shellcheck', ['-x', '-P', '.', ...files, 'test/pods/container.sh']);
  expect(output).toBe('');
});
