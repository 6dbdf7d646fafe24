import { check } from './check.ts';

/** What `npm run check` runs. */
const [argument] = process.argv.slice(2);
if (argument !== undefined && argument !== '--help') {
  console.error(`npm run check takes no argument but --help, got '${argument}'.`);
  process.exitCode = 2;
} else if (argument === '--help') {
  console.log(`npm run check    judges all environments as synth does, and writes nothing

It reads environments/*.yaml and prints one line a problem: the construct, the object and its field, what is wrong, and the check that
says so. docs/checks.md explains each check. It ends with 1 if there is a problem.`);
} else {
  process.exitCode = check({
    environments: 'environments',
    say: (line) => {
      console.log(line);
    },
  });
}
