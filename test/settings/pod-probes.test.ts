import { expect, test } from 'vitest';
import { bend, good, messageFor } from './message.ts';

/** The good file with lines under `service.podProbes`. */
const probes = (...lines: readonly string[]): string =>
  bend('probes:\n', `  podProbes:\n${lines.map((line) => `    ${line}\n`).join('')}\nprobes:\n`);

const published = (content: string): string => content.replace('binding: contract', 'binding: fraiseql-2.15');

test.each([
  ['nothing', good],
  ['nothing, of the published server', published(good)],
  ['what a server has for it', probes('live: { path: /health/live }', 'ready: { path: /health/ready }')],
  ['another container and port', probes('container: server', 'port: 8080')],
  ['a connection', probes('live: { path: connection }')],
  ['more patience', probes('ready: { failures: 6 }', 'start: { longest: 8m }')],
  [
    '/health of the published server, which fails for its database alone',
    published(probes('ready: { path: /health }')),
  ],
])('is right: %s', (_, content) => {
  expect(messageFor(content)).toBe('nothing wrong');
});

test.each([
  [
    'live: { path: /health }',
    "'service.podProbes.live.path' must be a path that asks nobody else, such as /health/live or /metrics: this one fails when a dependency does, and every replica would be restarted for it, over and over, got '/health'.",
  ],
  [
    'start: { path: /readiness }',
    "'service.podProbes.start.path' must be a path that asks nobody else, such as /health/live or /metrics: this one fails when a dependency does, and no replica would ever start meanwhile, got '/readiness'.",
  ],
  [
    'ready: { path: /health }',
    "'service.podProbes.ready.path' must be a path that follows what queries need, such as /health/ready: /health fails when anything is degraded, and an outage of Elasticsearch would leave no replica, got '/health'.",
  ],
  [
    'ready: { path: connection }',
    "'service.podProbes.ready.path' must be a path: a replica that only lets itself be connected to answers no query, got 'connection'.",
  ],
  [
    'live: { path: health }',
    "'service.podProbes.live.path' must be a path such as /health/live, or 'connection' for no more than a connection to the port, got 'health'.",
  ],
  ['ready: { timeout: 5s }', "'service.podProbes.ready.timeout' must be shorter than `every`, got '5s'."],
  [
    'live: { failures: 2 }',
    "'service.podProbes.live.failures' must be 3 or more, with these times: a replica is out of the Service after 17 s at the latest, and must not be restarted before, got '2'.",
  ],
  [
    'start: { longest: 1m }',
    "'service.podProbes.start.longest' must be more than 65 s, after which a replica that hangs is restarted: otherwise leave liveness to see slow starts, got '1m'.",
  ],
  [
    'start: { longest: 10m }',
    "'service.podProbes.start.longest' must be 590s or less: a start is given up before Kubernetes calls the rollout failed, after 600 s, got '10m'.",
  ],
  [
    'ready: { every: 1500ms }',
    "'service.podProbes.ready.every' must be whole seconds, such as 10s, got '1500ms'.",
  ],
  ['life: {}', "unknown key 'service.podProbes.life'. Did you mean 'live'?"],
])('%j is refused', (line, message) => {
  expect(messageFor(probes(line))).toContain(message);
});

test('the bound that is told is the bound', () => {
  expect(messageFor(probes('live: { failures: 3 }'))).toBe('nothing wrong');
  expect(messageFor(probes('start: { longest: 591s }'))).toContain('must be 590s');
  expect(messageFor(probes('start: { longest: 590s }'))).toBe('nothing wrong');
});
