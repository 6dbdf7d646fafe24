import { readOptions, usage } from './options.ts';
import { render } from './render.ts';
import { tableOf } from './table.ts';

const started = performance.now();

function tell(what: string): void {
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${what}`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    console.log(usage);
  } else {
    const pictures = await render(options, tell);
    console.log(`\n${tableOf(pictures)}`);
    if (options.strict && pictures.some(({ empty }) => empty.length > 0)) process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
