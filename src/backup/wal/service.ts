import type { RequestListener } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { serve } from '../../http/serve.ts';
import type { BackupConfig } from '../config.ts';
import { openRepository } from '../reader.ts';
import { runShip, Standing } from './run.ts';
import { sayTo } from './say.ts';
import { openServer, type Login } from './server.ts';
import { Shipper } from './ship.ts';
import { openStore } from './store.ts';

/** What {@link startShipping} needs. */
export interface ServiceProps extends Pick<Login, 'credentials' | 'ca'> {
  readonly config: BackupConfig;
  /** Folder of `pg_receivewal`. */
  readonly wal: string;
  /** Time between two rounds, and between two heartbeats, in milliseconds. */
  readonly interval: number;
  readonly heartbeat: number;
  /** Uploads at the same time. */
  readonly parallel: number;
  readonly host: string;
  readonly port: number;
  /** Settings of the client of S3, for tests. @default - credentials as AWS finds them */
  readonly s3?: S3ClientConfig;
  readonly write: (text: string) => unknown;
  readonly now: () => Date;
}

const unpack = promisify(gunzip);

/** Ships the log of a server and answers `/ready`, until it is asked to end. */
export async function startShipping(props: ServiceProps, stopped: AbortSignal): Promise<void> {
  const { config, wal, parallel, interval, heartbeat, now } = props;
  const say = sayTo(props.write, now);
  const milliseconds = () => now().getTime();
  const standing = new Standing(milliseconds);
  const serving = await serve(answering(standing), { host: props.host, port: props.port, grace: 1000 });
  const { credentials, ca } = props;
  const server = openServer({ database: config.database, credentials, ...(ca === undefined ? {} : { ca }) });
  const reader = openRepository(config.repository, props.s3);
  const store = openStore(config.repository, props.s3);
  const list = async (system: string, from?: string) =>
    (await reader.walChunks(system, from === undefined ? {} : { from })).map(({ key }) => key);
  const read = async (key: string) => unpack(await buffer(await reader.get(key))).catch(() => undefined);
  const shipper = new Shipper({ wal, store, list, read, say, parallel });
  say('info', 'start', `ships what comes to ${wal}; ${serving.url}/ready tells how it stands`);
  await runShip({ shipper, server, interval, heartbeat, now: milliseconds, say, standing }, stopped);
  await serving.stop();
  reader.close();
  store.close();
}

/** `/ready`: 200 or 503, with a sentence. */
const answering =
  (standing: Standing): RequestListener =>
  ({ url }, response) => {
    const found = url === '/ready';
    const problem = standing.problem();
    const status = problem === undefined ? 200 : 503;
    response.writeHead(found ? status : 404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${found ? (problem ?? 'ready') : 'There is /ready.'}\n`);
  };
