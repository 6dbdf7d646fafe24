import type { Found } from './order.ts';

/** What a run found, with what the server used. */
export interface Ran extends Found {
  /** CPU time for an answer, the checks included, in microseconds. */
  readonly cpu: number;
  /** Memory at the beginning, at half, and at the end, in bytes. */
  readonly memory: readonly number[];
}

const columns = ['p50', 'p99', 'max', 'p99, typical second', 'sent late', 'CPU'];

/** Prints what was found beside what a bare server did in the same run. */
export function print(found: Ran, bare: readonly Ran[], connections: number): void {
  const cell = (text: string, at: number): string =>
    text.padStart(Math.max((columns[at]?.length ?? 0) + 3, 12));
  const row = (name: string, { p50, p99, max, typicalP99, late, cpu }: Ran): void => {
    const numbers = [p50, p99, max, typicalP99, late].map((one) => one.toFixed(3));
    console.log(`${name.padEnd(18)}${[...numbers, `${cpu.toFixed(0)} µs`].map(cell).join('')}`);
  };
  console.log(`${''.padEnd(18)}${columns.map(cell).join('')}`);
  row('/health, flapping', found);
  for (const [at, one] of bare.entries()) row(`bare, ${at === 0 ? 'before' : 'after'}`, one);
  // The better of the two: the other one had a busy machine.
  const times = (of: (one: Ran) => number): string => (of(found) / Math.min(...bare.map(of))).toFixed(2);
  console.log(
    `times the bare server: p50 ${times(({ p50 }) => p50)}, p99 of a typical second ${times(({ typicalP99 }) => typicalP99)}, CPU ${times(({ cpu }) => cpu)}`,
  );
  console.log(`connections to one dependency at the same time: ${String(connections)} at most`);
  const memory = found.memory.map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
  console.log(`memory at the beginning, at half, at the end: ${memory.join(', ')}`);
  const { answers, judged, wrong } = found;
  console.log(
    `answers: ${String(answers)}; judged: ${String(judged)}; wrong: ${String(wrong.healthy)} healthy, ${String(wrong.unhealthy)} unhealthy`,
    ...Object.keys(wrong.said),
  );
}
