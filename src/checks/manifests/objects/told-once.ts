import type { Finding } from '../check.ts';

/** What a pod lacks, without a repetition for each of its containers. */
export const toldOnce = (found: readonly Finding[]): Finding[] =>
  found.filter(
    ({ manifest, field }, index) =>
      found.findIndex((other) => other.manifest === manifest && other.field === field) === index,
  );
