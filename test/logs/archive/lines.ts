import { createHash } from 'node:crypto';

/**
 * A line as the service writes it, the same for the same number. Hashes and keys are as random as real ones, so that they compress as badly;
 * there are as many keys as the service has, and as many queries as a busy day has.
 */
export function requestLine(number: number): string {
  const random = createHash('sha256').update(String(number)).digest();
  const at = new Date(Date.UTC(2026, 2, 1) + number).toISOString();
  const query = createHash('sha256')
    .update(`query ${String(random.readUInt16BE(0) % 2000)}`)
    .digest('hex');
  const key = createHash('sha256')
    .update(`key ${String(random.readUInt16BE(2) % 487)}`)
    .digest('hex')
    .slice(0, 24);
  return JSON.stringify({
    timestamp: at,
    level: 'INFO',
    target: 'fraiseql_server::graphql::audit',
    fields: {
      message: 'query executed',
      query_hash: query,
      api_key_id: `key_${key}`,
      duration_ms: Number((5 + (random.readUInt32BE(4) % 80_000) / 1000).toFixed(3)),
      result_rows: random.readUInt16BE(8) % 500,
      status: random[10] === 0 ? 'error' : 'success',
    },
  });
}

/** So many lines. */
export function* requestLines(count: number, from = 0): Generator<string> {
  for (let number = from; number < from + count; number++) yield requestLine(number);
}
