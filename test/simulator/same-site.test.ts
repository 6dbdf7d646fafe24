import { expect, test } from 'vitest';
import { refusal } from '../../src/simulator/same-site.ts';

test.each([
  ['curl', { host: '127.0.0.1:9090' }],
  ['curl to a name of this machine', { host: 'localhost:9090' }],
  ['a container that asks by name', { host: 'simulator:9090' }],
  ['IPv6', { host: '[::1]:9090' }],
  [
    'our own page',
    { host: 'localhost:9090', origin: 'http://localhost:9090', 'sec-fetch-site': 'same-origin' },
  ],
])('%s may change something', (_, headers) => {
  expect(refusal(headers, '127.0.0.1')).toBeUndefined();
});

test.each([
  [
    'a name that a stranger made lead here',
    { host: 'evil.example:9090', origin: 'http://evil.example:9090' },
  ],
  ['no name at all', {}],
  ['another port of this machine', { host: 'localhost:9090', origin: 'http://localhost:8080' }],
  ['another site', { host: 'localhost:9090', 'sec-fetch-site': 'cross-site' }],
])('%s may not', (_, headers) => {
  expect(refusal(headers, '127.0.0.1')).toMatch(/^This (Host|comes)/);
});
