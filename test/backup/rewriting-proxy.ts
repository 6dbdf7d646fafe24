import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A proxy of PostgreSQL whose server says that it is of another major version, of as many digits. */
export async function olderThan(port: number, major: string): Promise<{ port: number; stop: () => void }> {
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    for (const socket of [client, server]) sockets.add(socket.on('error', () => socket.destroy()));
    client.pipe(server);
    server.on('data', (data) => client.write(Buffer.from(renamed(data.toString('latin1'), major), 'latin1')));
    server.on('end', () => client.end());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  };
  return { port: (proxy.address() as AddressInfo).port, stop };
}

/** What a server says of itself before the first query. */
const renamed = (text: string, major: string): string =>
  text.replace(/(server_version\0)\d+/, (_, before: string) => `${before}${major}`);
