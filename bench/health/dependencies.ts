import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { HealthConfigInput } from '../../src/health/config.ts';
import type { Dependency } from '../../src/health/model.ts';
import { Elasticsearch } from '../../test/health/elasticsearch.ts';
import { Kms } from '../../test/health/kms.ts';
import { hang, pass, Proxy } from '../../test/health/proxy.ts';
import { RedisServer } from '../../test/health/redis-server.ts';
import { certificate } from '../../test/platform/certificate.ts';
import { PostgreSql } from '../../test/platform/postgresql.ts';

/** How often each is checked here, and how long that may take: in milliseconds. */
export const [interval, timeout] = [1500, 1000];

/** Everything that is checked, each behind a proxy that can hold or refuse. */
export class Dependencies {
  private readonly database = new PostgreSql();
  private readonly redis: RedisServer;
  private readonly elasticsearch = new Elasticsearch();
  private readonly kms = new Kms('alias/fraiseql');
  private readonly api = createServer((_, response) => response.end('ok'));
  readonly proxies = new Map<Dependency, Proxy>();

  /** @param folder for their files. */
  constructor(private readonly folder: string) {
    this.redis = new RedisServer(folder);
  }

  async start(): Promise<void> {
    const trusted = await certificate(this.folder);
    this.api.listen(0, '127.0.0.1');
    const all = [
      this.database.start(),
      this.redis.start(),
      this.elasticsearch.start(trusted),
      this.kms.start(),
    ];
    await Promise.all([...all, once(this.api, 'listening')]);
    await this.database.run("CREATE ROLE health LOGIN PASSWORD 'health'");
    const ports: readonly (readonly [Dependency, number])[] = [
      ['database', this.database.port],
      ['elasticsearch', this.elasticsearch.port],
      ['redis', this.redis.port],
      ['kms', this.kms.port],
      ['api', (this.api.address() as AddressInfo).port],
    ];
    for (const [name, port] of ports) this.proxies.set(name, await new Proxy(() => port).start());
  }

  /** Breaks one in a way that is drawn, or heals it. */
  async set(name: Dependency, up: boolean): Promise<void> {
    const proxy = this.proxies.get(name);
    if (proxy === undefined) return;
    const holds = !up && Math.random() < 0.5;
    proxy.behaviour = holds ? hang : pass;
    await (up || holds ? proxy.start() : proxy.refuse());
  }

  /** Tells of a connection that takes half of the timeout although nothing holds it: then the machine does. */
  watch(slow: () => void): void {
    for (const proxy of this.proxies.values()) {
      proxy.taken = (client) => {
        const timer = setTimeout(() => {
          if (proxy.behaviour === pass) slow();
        }, timeout / 2);
        client.on('close', () => {
          clearTimeout(timer);
        });
      };
    }
  }

  /** How they are checked. The file with all secrets is the same, since this is about something else. */
  config(secret: string): HealthConfigInput {
    const at = (name: Dependency): number => this.proxies.get(name)?.port ?? 0;
    const timing = { interval: `${String(interval)}ms`, timeout: `${String(timeout)}ms` };
    const url = (scheme: string, name: Dependency) => `${scheme}://localhost:${String(at(name))}`;
    const files = { userFile: secret, passwordFile: secret };
    const database = {
      host: 'localhost',
      port: at('database'),
      database: 'postgres',
      tls: 'disable',
      ...files,
    } as const;
    return {
      service: 'fraiseql-api',
      checks: {
        database: { ...database, ...timing },
        elasticsearch: {
          url: url('https', 'elasticsearch'),
          caFile: join(this.folder, 'cert.pem'),
          ...timing,
        },
        redis: { host: 'localhost', port: at('redis'), tls: false, ...timing },
        kms: { region: 'eu-central-1', key: 'alias/fraiseql', endpoint: url('http', 'kms'), ...timing },
        api: { url: url('http', 'api'), ...timing },
      },
    };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.proxies.values()].map((proxy) => proxy.refuse()));
    this.elasticsearch.stop();
    this.kms.stop();
    this.api.close();
    await Promise.all([this.redis.stop(), this.database.stop()]);
    this.database.remove();
  }
}
