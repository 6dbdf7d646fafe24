import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';

/** What a story is there to show. Which of them an alert must have, `test/scenarios.test.ts` says. */
export const kinds = [
  'fires',
  'just-below',
  'too-short',
  'no-data',
  'low-traffic',
  'born',
  'restart',
  'recovery',
  'other',
] as const;

/** A course: text, or a plain number for a gauge that never moves. */
const course = z.union([z.string(), z.number()]).transform(String);

const story = z.strictObject({
  story: z.string(),
  shows: z.enum(kinds),
  /** Settings that differ from production's, by path: `metrics.binding: fraiseql-2.15`. `null` leaves one out. */
  settings: z
    .record(
      z.string(),
      z.unknown().transform((value) => value ?? undefined),
    )
    .default({}),
  /** Courses that differ from the healthy ones, by their name there. */
  when: z.record(z.string(), course).default({}),
  /** Series beside the healthy ones. */
  and: z.record(z.string(), course).default({}),
  /** Leaves the healthy series away. */
  alone: z.boolean().default(false),
  /** Time between two samples, for stories that last days. */
  every: z.string().default('30s'),
  fires: z.array(z.string()).default([]),
  quiet: z.array(z.string()).default([]),
  /** The description at the first moment of `fires`, to the letter. */
  says: z.string().optional(),
  /** Labels that the expression gives the alert then. */
  labels: z.record(z.string(), z.string()).default({}),
});

const checked = story.refine(({ says, labels }) => says !== undefined || Object.keys(labels).length === 0, {
  error: '`labels` are compared only together with `says`',
});

/** A fault, and when the alert fires. */
export type Story = z.infer<typeof story>;

const healthySeries = z.record(z.string(), z.strictObject({ series: z.string(), course }));

/** The healthy world that stories bend, per binding. */
export type Healthy = z.infer<typeof healthySeries>;

const folder = new URL('../scenarios/', import.meta.url);
const read = (name: string): unknown => load(readFileSync(new URL(name, folder), 'utf8'));

/** The stories of every alert, by its name: the name of the file. */
export const stories: ReadonlyMap<string, readonly Story[]> = new Map(
  readdirSync(folder)
    .filter((name) => /^[A-Z]\w*\.yaml$/.test(name))
    .sort()
    .map((name) => [basename(name, '.yaml'), z.array(checked).parse(read(name))]),
);

/** What production looks like on a good day. */
export const healthy = (binding: string): Healthy => ({
  ...healthySeries.parse(read('healthy/cluster.yaml')),
  ...healthySeries.parse(read(`healthy/${binding}.yaml`)),
});

/** What the rules of the objectives record on a good day, for alerts that read nothing else. */
export const recordedOnAGoodDay: Healthy = healthySeries.parse(read('healthy/objectives.yaml'));
