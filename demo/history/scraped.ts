import type { Target } from '../scrape.ts';
import { pairs } from './sample.ts';

/** How long before now the simulated service began, in seconds: the longest window of a rate, and five minutes more. */
export const back = 1200;

/** Seconds between two scrapes. */
const step = 30;

/**
 * What Prometheus would have scraped of the simulation until now: the clock of the simulation is set to each moment, and it is asked.
 * So rates and quantiles are known from the start, and counters go on where the past ends.
 *
 * @param now seconds since the epoch.
 */
export async function scrapedPast(
  targets: readonly Target[],
  now: number,
  setClock: (seconds: number) => void,
): Promise<string> {
  const lines: string[] = [];
  for (let time = now - back; time <= now; time += step) {
    setClock(time);
    const texts = new Map<string, string>();
    for (const { address, path } of targets) {
      const url = `http://${address}${path}`;
      if (!texts.has(url)) texts.set(url, await (await fetch(url)).text());
    }
    for (const target of targets) {
      const text = texts.get(`http://${target.address}${target.path}`) ?? '';
      lines.push(...samplesOf(target, text, time));
    }
  }
  return lines.join('');
}

const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;

/** The lines of a scrape with the target's labels and a time, and that the target was up. */
function samplesOf({ labels, job, address }: Target, text: string, time: number): string[] {
  const own = { instance: address, ...labels, job };
  const lines = text.split('\n').flatMap((line) => {
    const [, name = '', said = '', value = ''] = sample.exec(line) ?? [];
    if (name === '') return [];
    const added = Object.entries(own).filter(([key]) => !new RegExp(`(^|,)${key}="`).test(said));
    const all = [said, pairs(Object.fromEntries(added))].filter((part) => part !== '').join(',');
    return [`${name}{${all}} ${value} ${String(time)}\n`];
  });
  return [`up{${pairs(own)}} 1 ${String(time)}\n`, ...lines];
}
