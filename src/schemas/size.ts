import type { Schema } from './load.ts';
import { show } from './show.ts';

/** What is wrong with how large a value is, or how long, or with how much is in it. */
export function wrongSize(value: unknown, schema: Schema): string | undefined {
  if (typeof value === 'number') return wrongNumber(value, schema);
  const { size, unit, min = 0, max = Infinity } = measure(value, schema);
  if (size >= min && size <= max) return undefined;
  if (size === 0 && min === 1) return 'Must not be empty.';
  const bound = size < min ? `at least ${String(min)}` : `at most ${String(max)}`;
  return `Must have ${bound} ${unit}, has ${String(size)}.`;
}

function wrongNumber(value: number, { minimum = -Infinity, maximum = Infinity }: Schema): string | undefined {
  if (value < minimum) return `Must be at least ${String(minimum)}, got ${show(value)}.`;
  return value > maximum ? `Must be at most ${String(maximum)}, got ${show(value)}.` : undefined;
}

/** How much there is of something, and the bounds of it. */
interface Measure {
  readonly size: number;
  readonly unit: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

function measure(value: unknown, schema: Schema): Measure {
  if (typeof value === 'string') {
    return { size: value.length, unit: 'characters', min: schema.minLength, max: schema.maxLength };
  }
  if (Array.isArray(value)) {
    return { size: value.length, unit: 'items', min: schema.minItems, max: schema.maxItems };
  }
  const size = typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
  return { size, unit: 'fields', min: schema.minProperties, max: schema.maxProperties };
}
