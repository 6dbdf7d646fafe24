import type { z } from 'zod';
import type { Objects } from './objects.ts';

/** What was found, the oldest first, and what lies in its place and is none. */
export interface Found<T> {
  readonly good: readonly T[];
  readonly bad: readonly Bad[];
}

/** An object that should be a document and cannot be read as one. */
export interface Bad {
  readonly key: string;
  /** Why, to be said after its key. */
  readonly message: string;
}

/** How many documents are asked for at once. */
const atOnce = 8;

/** Reads what should be documents of one kind, some at once, in their order. */
export async function readDocuments<T>(
  { text }: Pick<Objects, 'text'>,
  keys: readonly string[],
  schema: z.ZodType<T>,
): Promise<Found<T>> {
  const good: T[] = [];
  const bad: Bad[] = [];
  for (let at = 0; at < keys.length; at += atOnce) {
    const some = keys.slice(at, at + atOnce);
    const texts = await Promise.all(some.map(text));
    for (const [which, key] of some.entries()) {
      const parsed = schema.safeParse(json(texts[which] ?? ''));
      if (parsed.success) good.push(parsed.data);
      else bad.push({ key, message: problemOf(parsed.error) });
    }
  }
  return { good, bad };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemOf({ issues: [issue] }: z.ZodError): string {
  const where = (issue?.path ?? []).map(String).join('.');
  return where === '' ? 'is no manifest' : `is no manifest: ${where} is wrong: ${issue?.message ?? ''}`;
}
