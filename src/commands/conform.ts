import { command } from '../cli/command.ts';
import { Failure } from '../cli/errors.ts';
import { writeTo } from '../cli/files.ts';
import { printable } from '../cli/words.ts';
import { hasColours, type World } from '../cli/world.ts';
import { renderings } from '../conform/formats.ts';
import { judge } from '../conform/judge.ts';
import type { Conformity } from '../conform/model.ts';
import { Observed } from '../conform/observed.ts';
import type { Readers } from '../conform/readers.ts';
import { contentTypes, unreadableInWords } from '../conform/unreadable.ts';
import { formatOf, readExposition, type Exposition } from '../metrics/exposition.ts';
import { ExpositionError } from '../metrics/exposition-line.ts';
import { askedFor, options, type Asked } from './conform/asked.ts';
import { readersIn } from './conform/environment.ts';
import { savedText } from './conform/saved.ts';
import { nameOf, scrape } from './conform/scrape.ts';

/** `conform`: whether a server exports what alerts, objectives and dashboards read. */
export const conform = command({
  about: `Reads the metrics of one server and says what they lack, have wrong or have in addition, and which alerts, objectives and panels that silences. For whoever rolls out a new version of the server, and for its own tests.

It asks once, as Prometheus would, and changes nothing. Only the series of the service itself are judged.`,
  options,
  examples: [
    {
      does: 'Whether the alerts of production still work with the server that runs here',
      line: 'fraiseql-monitoring conform --url http://localhost:9090/metrics --environment environments/production.yaml',
    },
    {
      does: 'The same of an answer that comes from elsewhere, for a pull request',
      line: 'curl -s http://localhost:9090/metrics | fraiseql-monitoring conform --file - --format markdown',
    },
    {
      does: 'Which alerts cannot fire, for a script',
      line: `fraiseql-monitoring conform … --format json | jq -r '.harms[] | select(.kind == "alert" and .fate == "silent").name'`,
    },
  ],
  exits: { 0: 'the server conforms', 1: 'it does not, or it gave no metrics; it says why' },
  read: (given, problems) => askedFor(given, problems),
  run: async (asked, world) => {
    const report = await compare(asked, world);
    const { format, output } = asked;
    const colours = output === undefined && hasColours(world.stdout, world.env);
    const text = renderings[format](report, colours);
    if (output === undefined) world.stdout.write(text);
    else writeTo(output, text);
    return report.conforms ? 0 : 1;
  },
});

/** What was printed, and where it comes from. */
interface Printed {
  readonly name: string;
  readonly text: string;
  readonly bytes: number;
  /** Of an answer over HTTP alone. */
  readonly contentType?: string;
  readonly milliseconds?: number;
}

async function compare(asked: Asked, world: World): Promise<Conformity> {
  const { settings, named, strict } = asked;
  const { binding } = settings.metrics;
  const printed = await printedBy(asked, world);
  const readers = readersIn(settings);
  const exposition = expositionOf(printed, asked, readers);
  const { name, bytes, milliseconds, contentType } = printed;
  const answer = contentType === undefined ? [] : contentTypes(printable(contentType), binding);
  return {
    source: {
      name,
      format: exposition.format,
      bytes,
      series: exposition.samples.length,
      ...(milliseconds === undefined ? {} : { milliseconds }),
    },
    binding,
    profile: settings.thresholds.profile,
    ...(named ? { environment: settings.environment } : {}),
    ...judge(new Observed(exposition), { binding, readers, strict, answer }),
  };
}

async function printedBy({ from, headers, timeoutSeconds }: Asked, world: World): Promise<Printed> {
  if ('file' in from) return savedText(from.file);
  return { name: nameOf(from.url), ...(await scrape({ url: from.url, headers, timeoutSeconds }, world)) };
}

/** @throws Failure where Prometheus would not read it either, with what follows from that. */
function expositionOf(
  { name, text, contentType }: Printed,
  { settings }: Asked,
  readers: Readers,
): Exposition {
  try {
    return readExposition(text, formatNamed(contentType) ?? formatOf(text));
  } catch (error) {
    if (!(error instanceof ExpositionError)) throw error;
    throw new Failure(
      `${name} cannot be read at ${error.message}. ${unreadableInWords(settings.metrics.binding, readers)}`,
    );
  }
}

/** What a server says that it prints. Whatever Prometheus does not know it reads as its text format. */
function formatNamed(contentType: string | undefined): Exposition['format'] | undefined {
  if (contentType === undefined) return undefined;
  return /^\s*application\/openmetrics-text/i.test(contentType) ? 'openmetrics' : 'text';
}
