import { getEventListeners } from 'node:events';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { serveLooks } from '../../../src/commands/exporter/looking.ts';

test('however often it looks, it listens to the signal once at a time', async () => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const listeners: number[] = [];
  const look = () => {
    listeners.push(getEventListeners(signal, 'abort').length);
    if (listeners.length === 30) stopping.abort();
    return Promise.resolve();
  };
  const place = { host: '127.0.0.1', port: 0, interval: 1 };
  const code = await serveLooks({ ...place, registry: new Registry(), look, stopped: signal, say: () => 0 });
  expect(code).toBe(0);
  expect(listeners).toHaveLength(30);
  expect(new Set(listeners)).toEqual(new Set([0]));
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a look that never ends does not keep it from ending', async () => {
  const stopping = new AbortController();
  const look = () => {
    setImmediate(() => {
      stopping.abort();
    });
    return new Promise<void>(() => undefined);
  };
  const place = { host: '127.0.0.1', port: 0, interval: 1000 };
  const props = { ...place, registry: new Registry(), look, stopped: stopping.signal, say: () => 0 };
  expect(await serveLooks(props)).toBe(0);
});
