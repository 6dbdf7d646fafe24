import { check } from './check.ts';

/** What `npm run check` runs. */
process.exitCode = check({
  environments: 'environments',
  say: (line) => {
    console.log(line);
  },
});
