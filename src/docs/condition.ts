import type { Template } from '../model/template.ts';
import { humanNumber } from '../promql/numbers.ts';

/** An expression as its author wrote it, on one line: signals by name, thresholds with units. */
export function condition({ parts }: Template): string {
  const text = parts.map((part) => {
    if (typeof part === 'string') return part;
    if (part.kind === 'signal')
      return part.window === undefined ? part.signal : `${part.signal}[${part.window}]`;
    return humanNumber(part.values.tuned, part.unit);
  });
  return `\`${text.join('').replace(/\s+/g, ' ').trim()}\``;
}
