import { expect, test } from 'vitest';
import { readAsked, usage } from '../../demo/options.ts';
import { findTools } from '../../demo/tools.ts';
import { UsageError } from '../../src/cli/errors.ts';

test('asks for nothing: production, at its own pace, on port 8080', () => {
  expect(readAsked([])).toEqual({
    port: 8080,
    speed: 1,
    environment: 'environments/production.yaml',
    open: false,
  });
});

test('tells all that is wrong at once, and what may have been meant', () => {
  const argv = ['--port', '99999', '--sped', '2', '--scenario', 'outtage'];
  expect(problemsOf(argv)).toEqual([
    "'--sped' is not an option. Did you mean '--speed'?",
    "--port takes a number from 0 to 65535, got '99999'.",
    "--scenario: there is no fault 'outtage'. Did you mean 'outage'?",
  ]);
});

test.each([
  ['0', '--speed takes a number from 1 to 30'],
  ['fast', "--speed takes a number from 1 to 30, got 'fast'."],
])('takes no speed of %s', (speed, says) => {
  expect(problemsOf(['--speed', speed])[0]).toContain(says);
});

test('helps whoever asks, within the width of a terminal', () => {
  expect(readAsked(['--help', '--port', 'x'])).toBeUndefined();
  expect(usage.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('says what to type where an engine is missing', () => {
  expect(() => {
    findTools('/nowhere');
  }).toThrow(
    /not on the PATH: prometheus, promtool, prometheus-alertmanager\. Type:\n.*sudo apt-get install prometheus prometheus-alertmanager/,
  );
});

function problemsOf(argv: readonly string[]): readonly string[] {
  try {
    readAsked(argv);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
  }
  throw new Error('Nothing was wrong with it.');
}
