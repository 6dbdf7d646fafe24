import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { Unhealthy } from './codes.ts';
import type { Attempt } from './probe.ts';

/** The connection of a check that speaks HTTP. */
export interface Wire {
  /** For whoever makes the request. It opens one connection at a time, and none again. */
  readonly agent: Agent;
  /** What the socket itself failed of: clients keep only a part of that. */
  readonly failure: () => Error | undefined;
  /** Rejects soon after the connection is closed, for clients that go on waiting where the answer was no HTTP. */
  readonly closed: Promise<never>;
}

/** Time for a client to say of an answer what it has to say, after the connection is closed, in milliseconds. */
const afterwards = 50;

/** What reaches an address for as long as a check lasts. `ca` holds the authorities to trust instead of the usual ones. */
export function wireTo(address: string, { signal, lookup }: Attempt, ca?: string): Wire {
  const options = { keepAlive: false, maxSockets: 1, signal, lookup };
  const trusted = ca === undefined ? {} : { ca };
  const agent = address.startsWith('https:') ? new TlsAgent({ ...options, ...trusted }) : new Agent(options);
  const connect = agent.createConnection.bind(agent);
  let failure: Error | undefined;
  let close: (error: Error) => void;
  const closed = new Promise<never>((_, reject) => {
    close = reject;
  });
  agent.createConnection = (to, callback) => {
    const socket = connect(to, callback);
    socket?.on('error', (error) => {
      failure ??= error;
    });
    socket?.on('close', () => {
      setTimeout(() => {
        close(failure ?? new Unhealthy('wrong-answer'));
      }, afterwards);
    });
    return socket;
  };
  // Most never look at it.
  closed.catch(() => undefined);
  return { agent, failure: () => failure, closed };
}
