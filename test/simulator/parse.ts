import { readFileSync } from 'node:fs';
import type { Labels } from '../../src/simulator/registry.ts';
import type { Scraped, Series } from '../day/scrape-day.ts';

/** A line of a sample: its series, its labels, its value and its time. */
const sample = /^([^{ ]+)(?:\{(.*)\})? (\S+) (\d+)$/;

/** Reads a history back: its series, and their values at each scrape. */
export function readHistory(path: string, wanted: (name: string) => boolean = () => true): Scraped {
  const series = new Map<string, { name: string; labels: Labels; at: Map<number, number> }>();
  const times = new Set<number>();
  const known = new Map<string, boolean>();
  for (const line of readFileSync(path, 'latin1').split('\n')) {
    const [, name = '', labels = '', value = '', time = ''] = sample.exec(line) ?? [];
    if (!known.has(name)) known.set(name, name !== '' && wanted(name));
    if (known.get(name) !== true) continue;
    const key = `${name}{${labels}`;
    const found = series.get(key) ?? { name, labels: labelsIn(labels), at: new Map<number, number>() };
    series.set(key, found);
    found.at.set(Number(time), Number(value));
    times.add(Number(time));
  }
  const moments = [...times].sort((one, other) => one - other);
  return {
    moments,
    series: [...series.values()].map(({ name, labels, at }): Series => ({
      name,
      labels,
      values: moments.map((moment) => at.get(moment)),
    })),
  };
}

const labelsIn = (text: string): Labels =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)=("(?:[^"\\]|\\.)*")/g)].map(([, label = '', value = '""']) => [
      label,
      JSON.parse(value) as string,
    ]),
  );
