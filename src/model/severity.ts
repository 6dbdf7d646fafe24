/**
 * How bad an alert is, in the words of the incident process: critical and high page somebody, medium is a ticket, low is
 * a notice. `none` belongs to the Watchdog alone, which fires always and goes to the dead man's switch.
 */
export const severities = ['critical', 'high', 'medium', 'low', 'none'] as const;

/** One of {@link severities}. */
export type Severity = (typeof severities)[number];
