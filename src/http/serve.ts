import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Failure } from '../cli/errors.ts';

/** Where something is served. */
export interface ServeProps {
  /** Address that it listens on: one of loopback, or all of a pod's. */
  readonly host: string;
  /** Port, or 0 for one that is free. */
  readonly port: number;
  /** How long requests under way may take when it stops, in milliseconds. @default 5000 */
  readonly grace?: number;
}

/** Something that is served. */
export interface Serving {
  /** Address of its root, without a slash at its end. */
  readonly url: string;
  /** Takes no new connection, lets requests under way end, and closes what is left. */
  readonly stop: () => Promise<void>;
}

/**
 * Serves HTTP until it is stopped. Headers must be there within 5 seconds and a request within 10, so that nobody can hold a
 * connection for nothing.
 *
 * @throws Failure where the address cannot be had, with what to do about it.
 */
export async function serve(handler: RequestListener, props: ServeProps): Promise<Serving> {
  const { host, port, grace = 5000 } = props;
  const server = createServer({ headersTimeout: 5000, requestTimeout: 10_000 }, handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new Failure(whyNot(error, host, port)));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      const rest = setTimeout(() => {
        server.closeAllConnections();
      }, grace);
      server.close(() => {
        clearTimeout(rest);
        resolve();
      });
      server.closeIdleConnections();
    });
  return { url: `http://${bracketed(address.address)}:${String(address.port)}`, stop };
}

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  const where = `${host}:${String(port)}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return `${where} is taken by another program. Choose another port with --port.`;
    case 'EACCES':
      return `${where} may not be listened on: ports below 1024 are for the administrator. Choose another with --port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${where} cannot be listened on: this machine does not have that address.`;
    default:
      return `${where} cannot be listened on (${error.code ?? error.message}).`;
  }
}
