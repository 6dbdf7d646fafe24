import type { StandIn } from './elasticsearch.ts';
import { Refused } from './refuse.ts';
import type { Document } from './streams.ts';

interface Item {
  readonly status: number;
  readonly error?: object;
}

/** Takes documents in pairs of lines. Data streams take `create` alone. */
export function bulk(here: StandIn, text: string): object {
  const lines = text.split('\n').filter((line) => line !== '');
  const items: Readonly<Record<string, Item>>[] = [];
  for (let at = 0; at < lines.length; at += 2) {
    const [operation, meta] = Object.entries(JSON.parse(lines[at] ?? '') as Record<string, Meta>)[0] ?? [];
    items.push({ [operation ?? '']: item(here, { operation, meta, source: lines[at + 1] ?? '' }) });
  }
  return { took: 1, errors: items.some((one) => Object.values(one).some(({ error }) => error)), items };
}

interface Meta {
  readonly _index: string;
  readonly _id?: string;
}

interface Operation {
  readonly operation: string | undefined;
  readonly meta: Meta | undefined;
  readonly source: string;
}

let made = 0;

function item({ streams, behaviour }: StandIn, { operation, meta, source }: Operation): Item {
  try {
    if (behaviour.tooMany > 0) {
      behaviour.tooMany -= 1;
      throw new Refused(429, 'es_rejected_execution_exception', 'rejected execution of primary operation');
    }
    if (operation !== 'create' || meta === undefined) {
      throw new Refused(
        400,
        'illegal_argument_exception',
        'only write ops with an op_type of create are allowed in data streams',
      );
    }
    return { status: streams.add(meta._index, meta._id ?? String(made++), JSON.parse(source) as Document) };
  } catch (error) {
    if (error instanceof Refused) return { status: error.status, error: error.body.error };
    throw error;
  }
}
