import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { printable } from '../cli/words.ts';
import { contentType, exposition } from './exposition.ts';
import type { Fleet } from './fleet.ts';
import { health } from './health.ts';
import { refusal } from './same-site.ts';
import { scenarios, type ScenarioName } from './scenarios.ts';
import type { Clock, Simulation } from './serve.ts';
import { step, type Timeline } from './timeline.ts';
import { unknownScenario } from './unknown.ts';

/** What requests are answered from. */
export interface Served {
  readonly fleet: Fleet;
  readonly timeline: Timeline;
  readonly clock: Clock;
  readonly faults: Pick<Simulation, 'begin' | 'end' | 'current'>;
  /** Address that is listened on. */
  readonly host: string;
}

/** An answer that is made already: text, or what becomes JSON. */
interface Answer {
  readonly status: number;
  readonly body: string | object;
  readonly headers?: Readonly<Record<string, string>>;
}

type Route = readonly [
  method: string,
  path: RegExp,
  answer: (served: Served, word: string) => Answer,
  says: string,
];

const routes: readonly Route[] = [
  ['GET', /^\/$/, list, '/'],
  ['GET', /^\/metrics$/, (served) => replicaMetrics(served, '1'), '/metrics'],
  ['GET', /^\/replicas\/([^/]+)\/metrics$/, replicaMetrics, '/replicas/<n>/metrics'],
  ['GET', /^\/elsewhere\/metrics$/, elsewhereMetrics, '/elsewhere/metrics'],
  ['GET', /^\/health$/, (served) => healthOf(served, 'all'), '/health'],
  ['GET', /^\/health\/live$/, (served) => healthOf(served, 'live'), '/health/live'],
  ['GET', /^\/(?:health\/ready|readiness)$/, (served) => healthOf(served, 'ready'), '/health/ready'],
  ['GET', /^\/scenarios$/, listScenarios, '/scenarios'],
  ['POST', /^\/scenarios\/([^/]+)$/, beginScenario, '/scenarios/<name>'],
  ['DELETE', /^\/scenarios$/, endScenario, '/scenarios'],
];

/** Answers the requests of a simulated service. */
export const handler =
  (served: Served): RequestListener =>
  (request, response) => {
    // What is sent is not read: no route takes a body.
    request.resume();
    send(response, request.method === 'HEAD', answerTo(request, served));
  };

function answerTo({ method: asked = '', url = '/', headers }: IncomingMessage, served: Served): Answer {
  const [path = '/'] = url.split('?');
  const method = asked === 'HEAD' ? 'GET' : asked;
  const here = routes.filter(([, pattern]) => pattern.test(path));
  const found = here.find(([one]) => one === method);
  if (found === undefined) return here.length === 0 ? nowhere(path) : otherwise(here);
  const [, pattern, answer] = found;
  const refused = method === 'GET' ? undefined : refusal(headers, served.host);
  if (refused !== undefined) return { status: 403, body: { error: refused } };
  return answer(served, decoded(pattern.exec(path)?.[1] ?? ''));
}

function send(response: ServerResponse, head: boolean, { status, body, headers }: Answer): void {
  const json = typeof body !== 'string';
  const text = json ? `${JSON.stringify(body, undefined, 2)}\n` : body;
  response.writeHead(status, {
    'content-type': json ? 'application/json' : 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(head ? undefined : text);
}

function list(): Answer {
  const lines = routes.map(([method, , , says]) => `${method.padEnd(6)} ${says}\n`);
  return { status: 200, body: `A simulated FraiseQL service. It answers:\n\n${lines.join('')}` };
}

function replicaMetrics({ fleet, timeline, clock }: Served, word: string): Answer {
  const number = /^[1-9]\d?$/.test(word) ? Number(word) : 0;
  if (number < 1 || number > timeline.replicas)
    return wrong(`There is no replica '${printable(word)}', only 1 to ${String(timeline.replicas)}.`);
  const now = clock.now();
  const fault = timeline.at(now);
  fleet.advance(now);
  const process = fleet.replicas[number - 1]?.process;
  // A fault takes replicas away at once, and gives them back with the step after it.
  if (process === undefined || (fault !== undefined && timeline.takesDown(fault, number - 1)))
    return { status: 503, body: `Replica ${String(number)} is down. See /scenarios.\n` };
  return {
    status: 200,
    body: exposition(process.metrics.readings),
    headers: { 'content-type': contentType },
  };
}

function elsewhereMetrics({ fleet, clock }: Served): Answer {
  fleet.advance(clock.now());
  const containers = fleet.replicas.flatMap(({ process }) => process?.container.readings ?? []);
  const body = exposition([...fleet.elsewhere.readings, ...containers]);
  return { status: 200, body, headers: { 'content-type': contentType } };
}

function healthOf({ fleet, timeline, clock }: Served, kind: 'all' | 'live' | 'ready'): Answer {
  const now = clock.now();
  const fault = timeline.at(now);
  if (fault !== undefined && timeline.takesDown(fault, 0))
    return { status: 503, body: 'Replica 1 is down. See /scenarios.\n' };
  // The step that goes on ends after now.
  return health(
    fleet.conditionsAt(Math.floor(now / step) * step + step),
    kind,
    new Date(clock.stamp(now) * 1000),
  );
}

function listScenarios({ faults }: Served): Answer {
  const all = Object.entries(scenarios).map(([name, { title, says, fires, minutes }]) => ({
    name,
    title,
    says,
    fires: fires ?? null,
    minutes,
  }));
  return { status: 200, body: { current: faults.current() ?? null, scenarios: all } };
}

function beginScenario(served: Served, word: string): Answer {
  if (!Object.hasOwn(scenarios, word)) return wrong(unknownScenario(word));
  served.faults.begin(word as ScenarioName);
  return listScenarios(served);
}

function endScenario(served: Served): Answer {
  served.faults.end();
  return listScenarios(served);
}

const wrong = (error: string): Answer => ({ status: 404, body: { error } });

function nowhere(path: string): Answer {
  return wrong(`There is nothing at '${printable(path)}'. See / for what there is.`);
}

function otherwise(here: readonly Route[]): Answer {
  const allow = here.map(([method]) => method).join(', ');
  return { status: 405, body: { error: `This takes ${allow}.` }, headers: { allow } };
}

/** A word of a path; one that is not encoded well is no name of anything. */
function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
