#!/usr/bin/env node
import { setTimeout } from 'node:timers/promises';
import { cli } from './cli.ts';

// The AWS SDK tells everybody, in seven lines each time, which Node it will want one day. Which one this runs on is said in package.json, and
// is this project's matter, not that of who restores a database.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

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
