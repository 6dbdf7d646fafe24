import { elsewhere } from './elsewhere.ts';
import { recorded } from './recorded.ts';

const names: ReadonlySet<string> = new Set(
  [...Object.values(elsewhere), ...recorded].map(({ name }) => name),
);

/** Whether a series comes from an exporter or a rule, and not from the service itself. */
export const isFromElsewhere = (series: string): boolean => names.has(series);
