const seconds: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** What Prometheus takes as a duration: whole numbers with units from large to small, such as `90s` or `1h30m`. */
export const durationPattern =
  /^(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m(?!s))?(?:\d+s)?(?:\d+ms)?$/;

/**
 * Seconds in a Prometheus duration.
 *
 * @throws when the text is not a duration that Prometheus reads.
 */
export function durationSeconds(duration: string): number {
  if (!durationPattern.test(duration)) {
    throw new Error(`A duration must be like 30s, 5m or 1h30m, got '${duration}'.`);
  }
  const terms = [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)];
  return terms.reduce((sum, [, count, unit]) => sum + Number(count) * (seconds[unit ?? ''] ?? 0), 0);
}
