import { measured, type Speed } from './speed.ts';
import { played, trials, type Trial } from './trials.ts';

/** Lines a second that are needed: 86.4 million events a day. */
const needed = 1000;

/** Plays every trial on a real collector and says what held. `npm run archive -- killed` plays those with that word. */
const [word = ''] = process.argv.slice(2);
const chosen = trials.filter(({ what }) => what.includes(word));
if (chosen.length === 0)
  throw new Error(`No trial has '${word}' in its name: ${trials.map(({ what }) => what).join('; ')}.`);
console.log('result   lines  missing  twice  changed  seconds  what');
let failed = 0;
for (const trial of chosen) if (!(await row(trial))) failed += 1;
if (word === '') console.log(speedInWords(await measured(300_000)));
process.exitCode = failed > 0 ? 1 : 0;

async function row(trial: Trial): Promise<boolean> {
  const began = Date.now();
  const { what, mayRepeat = false, mayLose = 0 } = trial;
  const { written, missing, repeated, foreign, examples } = await played(trial);
  const held = missing <= mayLose && foreign === 0 && (repeated === 0 || mayRepeat);
  const seconds = Math.round((Date.now() - began) / 1000);
  const [lines, ...numbers] = [written, missing, repeated, foreign, seconds].map(String);
  const widths = [9, 7, 9, 9];
  const cells = numbers.map((number, index) => number.padStart(widths[index] ?? 0)).join('');
  console.log(`${held ? 'held  ' : 'FAILED'} ${(lines ?? '').padStart(7)}${cells}  ${what}`);
  if (!held) console.log(examples.map((one) => `       ${one}`).join('\n'));
  return held;
}

function speedInWords({
  lines,
  perSecond,
  megabytesPerSecond,
  bytes,
  kept,
  objects,
  memory,
  disk,
}: Speed): string {
  const smallest = Math.min(...objects) / 1e6;
  const figures = [
    `${String(Math.round(perSecond))} lines or ${megabytesPerSecond.toFixed(1)} MB in a second of one core: ${(perSecond / needed).toFixed(0)} times what all nodes together need at ${String(needed)} lines a second`,
    `${bytes.toFixed(0)} bytes a line, ${kept.toFixed(1)} as it is kept; the smallest full object has ${smallest.toFixed(1)} MB`,
    `at most ${memory.toFixed(0)} MB of memory and ${disk.toFixed(0)} MB of disk`,
  ];
  return `\n${String(lines)} lines with objects and a queue as shipped:\n${figures.map((one) => `  ${one}`).join('\n')}`;
}
