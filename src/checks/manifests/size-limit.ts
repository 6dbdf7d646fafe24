import type { ManifestCheck } from './check.ts';

/**
 * Bytes of an object. The API server takes 1 MiB of data in a ConfigMap or Secret and 1.5 MiB in all, of which it needs a part
 * for who has set what. (Applied from a client, 256 KiB would be the end: Argo CD applies on the server.)
 */
const limit = 900 * 1024;

/** No object is larger than what the API server takes. */
export const sizeLimit: ManifestCheck = ({ all }) =>
  all.flatMap((manifest) => {
    const size = Buffer.byteLength(JSON.stringify(manifest.object));
    if (size <= limit) return [];
    const message = `Has ${String(Math.ceil(size / 1024))} KiB, more than ${String(limit / 1024)}. Divide it.`;
    return [{ manifest, field: 'metadata.name', message }];
  });
