import { makeEnvironment } from '../../src/stack.ts';
import { complete } from '../good.ts';
import { equivalents } from './equivalents.ts';
import { mutate, type Outcome } from './run.ts';

const usage = `Usage: npm run mutate [-- ALERT…]

Puts every mistake that people make into every alert of production, one at a time, and plays the alert's stories
(test/scenarios/) in promtool. A mistake that no story notices survives. Exits 1 when one survives without a reason in
test/mutation/equivalents.ts.

  npm run mutate                  all alerts
  npm run mutate -- HighErrorRate one of them`;

const names = process.argv.slice(2);
if (names.includes('--help')) {
  console.log(usage);
} else {
  process.exitCode = await main(names);
}

async function main(wanted: readonly string[]): Promise<number> {
  const { alerts } = makeEnvironment(complete).alerts;
  const chosen = alerts.filter(({ alert }) => wanted.length === 0 || wanted.includes(alert.name));
  const unknown = wanted.filter((name) => !alerts.some(({ alert }) => alert.name === name));
  if (unknown.length > 0) {
    console.error(
      `No alert is called ${unknown.join(', ')}. There are ${alerts.map(({ alert }) => alert.name).join(', ')}.`,
    );
    return 2;
  }
  const outcomes = await mutate(chosen, complete, progress());
  return report(outcomes);
}

function progress(): (outcome: Outcome) => void {
  let done = 0;
  return () => {
    done += 1;
    if (process.stderr.isTTY) process.stderr.write(`\r${String(done)} mutants played`);
  };
}

function report(outcomes: readonly Outcome[]): number {
  const survivors = outcomes.filter(({ killed }) => !killed);
  const known = survivors.filter((one) => reasonOf(one) !== undefined);
  const unexplained = survivors.filter((one) => reasonOf(one) === undefined);
  if (process.stderr.isTTY) process.stderr.write('\r');
  for (const one of unexplained) console.log(`survived: ${one.alert}: ${one.mistake}`);
  for (const one of known) console.log(`equivalent: ${one.alert}: ${one.mistake}: ${reasonOf(one) ?? ''}`);
  const judged = outcomes.length - known.length;
  const killed = judged - unexplained.length;
  const percent = ((100 * killed) / judged).toFixed(1);
  console.log(
    `${String(killed)} of ${String(judged)} mutants killed (${percent} %), ${String(known.length)} more change nothing`,
  );
  return unexplained.length === 0 ? 0 : 1;
}

function reasonOf({ alert, mistake }: Outcome): string | undefined {
  return equivalents.find((one) => one.alert.test(alert) && one.mistake.test(mistake))?.reason;
}
