import { describe, expect, test } from 'vitest';
import { readOptions } from '../../src/cli/options.ts';

const options = {
  month: { value: 'YYYY-MM', says: '' },
  prometheus: { value: 'URL', multiple: true, says: '' },
  quiet: { says: '' },
} as const;

const read = (line: string) => readOptions(options, line.split(' '));

test('options are read by name, in any order, with and without an equals sign', () => {
  const { given, problems } = read('--prometheus a --month=2026-02 --quiet --prometheus b');
  expect(given).toEqual({ month: '2026-02', prometheus: ['a', 'b'], quiet: true });
  expect(problems).toEqual([]);
});

test('what is not given is nothing, an empty list, or off', () => {
  expect(readOptions(options, []).given).toEqual({ month: undefined, prometheus: [], quiet: false });
});

describe('what is wrong is told, all of it', () => {
  test.each([
    ['--mont 2026-02', ["'--mont' is not an option. Did you mean '--month'?"]],
    ['--colour red', ["'--colour' is not an option."]],
    ['-q', ["'-q' is not an option."]],
    ['february', ["'february' is not an option."]],
    ['--month', ['--month needs a value: --month YYYY-MM.']],
    ['--month --quiet', ['--month needs a value: --month YYYY-MM.']],
    ['--month= --quiet', ['--month needs a value: --month YYYY-MM.']],
    ['--quiet=yes', ["--quiet takes no value, got 'yes'."]],
    ['--month 2026-01 --month 2026-02', ["--month may be given once, got '2026-02' as well."]],
    ['--x y z', ["'--x' is not an option.", "'z' is not an option."]],
  ])('%s', (line, problems) => {
    expect(read(line).problems).toEqual(problems);
  });

  test('and what was meant is taken for given, so that nobody hears that it is missing', () => {
    expect(read('--mont 2026-02 --promtheus=a').given).toMatchObject({ month: '2026-02', prometheus: ['a'] });
  });

  test('without what could move the cursor of a terminal', () => {
    expect(readOptions(options, ['\u001b[2Jx']).problems).toEqual(["' [2Jx' is not an option."]);
  });
});
