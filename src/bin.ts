#!/usr/bin/env node
import { setTimeout } from 'node:timers/promises';
import { cli } from './cli.ts';

/** What `fraiseql-monitoring` runs: the only file of the program whose import has a side effect. */
process.exitCode = await cli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  fetch,
  now: () => new Date(),
  wait: (milliseconds) => setTimeout(milliseconds),
  env: process.env,
  untilStopped: () => {
    const asked = new AbortController();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        asked.abort();
      });
    }
    return asked.signal;
  },
});
