import { momentText, sizeText, spanText, speedText } from './figures.ts';
import type { Plan, Source, Stage } from './plan.ts';
import { numbered, row } from './rows.ts';
import { switchOver } from './switch-over.ts';

/** A plan as people read it at night, in 80 columns. @param command what does it */
export const planText = (plan: Plan, command: string): string =>
  [
    `Restore of ${plan.environment}: ${title(plan)}. Nothing is done yet.\n`,
    row('Reaches', reaches(plan)),
    row('Loses', loses(plan)),
    row('From', plan.sources.map(sourceText).join('\n')),
    row('Into', into(plan)),
    row('Untouched', untouched(plan)),
    row('Takes', takes(plan)),
    row('Needs', needs(plan)),
    '',
    'To do it:',
    `  ${command}`,
    '',
    'Afterwards:',
    ...switchOver(plan).map((step, at) => numbered(at + 1, step)),
    '',
  ].join('\n');

const title = ({ kind }: Plan): string =>
  kind === 'dump' ? 'a dump, into a new database' : 'a point in time, as a new server';

const reaches = ({ reaches: at, plannedAt }: Plan): string =>
  `${momentText(at)}, ${spanText(plannedAt - at)} ago`;

/** What is not in it, in words: the first thing that somebody must know. */
function loses({ kind, reaches: at, logReaches, plannedAt }: Plan): string {
  const gone = `Everything committed after that is lost, good and bad: ${spanText(plannedAt - at)} until now.`;
  if (logReaches === null || logReaches - at < 1000) return gone;
  const more = spanText(logReaches - at);
  return kind === 'dump'
    ? `${gone} The log reaches ${momentText(logReaches)}, ${more} further: after a mistake, --to a moment before it loses less; after the loss of the server, --latest does.`
    : `${gone} The log goes on to ${momentText(logReaches)}: a later --to would have up to ${more} more.`;
}

const named: Readonly<Record<Source['what'], string>> = {
  dump: 'dump',
  copy: 'copy of the server',
  log: 'log of server',
};

const sourceText = ({ what, name, folder, bytes, objects }: Source): string =>
  `${named[what]} ${name}: ${sizeText(bytes)} in ${String(objects)} ${objects === 1 ? 'object' : 'objects'}\n  ${folder}`;

function into({ into: place, postgresMajor }: Plan): string {
  if (place.kind === 'database') {
    return `the new database ${place.name} on ${place.server.host}:${String(place.server.port)}`;
  }
  const path = place.path ?? 'a new data directory: say which by --data-directory';
  return `${path}\n  for PostgreSQL ${String(postgresMajor)}, which is started there to replay the log`;
}

const untouched = ({ into: place, database }: Plan): string =>
  place.kind === 'database'
    ? `database ${database} and every other one on that server; the bucket, which is only read`
    : 'the server that runs, and its data; the bucket, which is only read';

/** Time that is promised for a recovery, in seconds. */
const budget = 3600;

function takes({ stages, speeds }: Plan): string {
  const all = stages.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows = stages.map(stageText);
  const late = all > budget ? '\nThat is more than the hour that is promised: tell who decides now.' : '';
  return `about ${spanText(all * 1000)}\n${rows.join('\n')}\n(${speeds})${late}`;
}

const stageText = ({ name, bytes, seconds }: Stage): string =>
  `  ${name.padEnd(10)}${spanText(seconds * 1000).padEnd(22)}${sizeText(bytes)} at ${speedText(bytes / Math.max(seconds, 1e-9))}`;

const needs = ({ needs: bytes, kind }: Plan): string =>
  kind === 'dump'
    ? `${sizeText(bytes)} of disk, here and on the server together`
    : `${sizeText(bytes)} of disk in the new data directory and beside it`;
