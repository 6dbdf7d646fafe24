import { Failure } from '../cli/errors.ts';
import { explain } from './elasticsearch.ts';

/** How long something may take, and how it waits. Times in milliseconds. */
export interface Waiting {
  readonly deadline: number;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly say: (line: string) => void;
}

/** Longest pause between two attempts, in milliseconds. */
const longest = 10_000;

/**
 * Does something with Elasticsearch, again and again as long as it is only not ready.
 *
 * @throws Failure where waiting does not help, or has not by the deadline.
 */
export async function untilReady<Done>(act: () => Promise<Done>, waiting: Waiting): Promise<Done> {
  const { deadline, now, wait, say } = waiting;
  const start = now().getTime();
  let said = '';
  for (let pause = 500; ; pause = Math.min(pause * 2, longest)) {
    const { done, refusal } = await attempt(act);
    if (refusal === undefined) return done;
    if (!refusal.passes) throw new Failure(`Elasticsearch: ${refusal.message}.`);
    if (now().getTime() - start + pause > deadline) {
      throw new Failure(
        `Elasticsearch was not ready within ${String(deadline / 1000)} s: ${refusal.message}. Nothing was changed since.`,
      );
    }
    if (refusal.message !== said) say(`Elasticsearch: ${refusal.message}. Trying again.`);
    said = refusal.message;
    await wait(pause);
  }
}

async function attempt<Done>(act: () => Promise<Done>) {
  try {
    return { done: await act() };
  } catch (error) {
    if (error instanceof Failure) throw error;
    return { refusal: explain(error) };
  }
}
