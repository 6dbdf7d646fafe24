import { createServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../platform/certificate.ts';

/** Stands in for Elasticsearch 8: the health of its cluster, for who has the key, with the header that says what it is. */
export class Elasticsearch {
  /** What it says of its cluster. */
  status = 'green';
  apiKey: string | undefined;
  /** A status that it answers everything with instead. */
  refuses: number | undefined;
  /** Names of headers beside those of HTTP. */
  product = 'Elasticsearch';
  /** Instead of the body that it has. */
  body: string | undefined;
  readonly asked = new Set<string>();
  private server: ReturnType<typeof createServer> | undefined;

  /** @param apiKey that it wants. @default - none: everybody may ask */
  constructor(apiKey?: string) {
    this.apiKey = apiKey;
  }

  get port(): number {
    return (this.server?.address() as AddressInfo).port;
  }

  async start({ key, cert }: Pick<Certificate, 'key' | 'cert'>): Promise<void> {
    this.server = createServer({ key, cert }, ({ method, url, headers }, response) => {
      this.asked.add(`${method ?? ''} ${url ?? ''}`);
      const known = this.apiKey === undefined || headers.authorization === `ApiKey ${this.apiKey}`;
      const status = this.refuses ?? (known ? 200 : 401);
      const type = 'application/vnd.elasticsearch+json;compatible-with=8';
      const product = this.product === '' ? {} : { 'x-elastic-product': this.product };
      response
        .writeHead(status, { 'content-type': type, ...product })
        .end(this.body ?? JSON.stringify(status === 200 ? this.cluster() : failure(status)));
    }).listen(0, '127.0.0.1');
    // Who looks at a certificate and leaves makes no noise.
    this.server.on('tlsClientError', () => undefined);
    await once(this.server, 'listening');
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  /** As `GET _cluster/health` answers. */
  private cluster() {
    return {
      cluster_name: 'fraiseql-logs',
      status: this.status,
      timed_out: false,
      number_of_nodes: 3,
      number_of_data_nodes: 3,
      active_primary_shards: 41,
      active_shards: 82,
      unassigned_shards: this.status === 'green' ? 0 : 2,
    };
  }
}

const types: Readonly<Record<number, string>> = {
  401: 'security_exception',
  403: 'security_exception',
  503: 'master_not_discovered_exception',
};

const failure = (status: number) => {
  const cause = { type: types[status] ?? 'exception', reason: 'of fraiseql-logs, for key-of-health' };
  return { error: { root_cause: [cause], ...cause }, status };
};
