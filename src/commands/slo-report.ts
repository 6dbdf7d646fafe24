import { objectives } from '../../alerts/slos.ts';
import { command } from '../cli/command.ts';
import { Failure } from '../cli/errors.ts';
import { writeTo } from '../cli/files.ts';
import { hasColours, type World } from '../cli/world.ts';
import type { RecordedSlo } from '../metrics/recorded.ts';
import { plain, Unanswered } from '../prometheus/explain.ts';
import { serverAt, type Server } from '../prometheus/server.ts';
import { renderings } from '../slo/report/formats.ts';
import { makeReport, measuredUntil } from '../slo/report/make.ts';
import type { Report } from '../slo/report/model.ts';
import { whyNothing } from '../slo/report/nothing.ts';
import type { Subject } from '../slo/report/day.ts';
import { dateOf, periodInWords, type Period } from '../slo/report/period.ts';
import { readSlices, type Reading, type ReadProps } from '../slo/report/read.ts';
import { serviceInWords, servicesBefore } from '../slo/report/services.ts';
import { isKnown } from '../slo/report/slots.ts';
import { askedFor, options, type Asked } from './slo-report/asked.ts';
import { tellSlack } from './slo-report/slack.ts';

/** `slo report`: what was promised, and what was kept, for a month. */
export const sloReport = command({
  about: `Compares what was promised (SLO, SLA) with what Prometheus counted, for a calendar month or other whole days in UTC: attainment, budget, downtime, what is owed to customers, and what nobody knows because nothing was measured then.

It reads the slices that the rules in dist/<environment>/prometheus/rules.yaml record, and nothing else.`,
  options,
  examples: [
    {
      does: 'The last month that is over',
      line: 'fraiseql-monitoring slo report --prometheus https://prometheus.example.com --environment environments/production.yaml',
    },
    {
      does: 'A page with charts for February, from two servers that each have gaps',
      line: 'fraiseql-monitoring slo report --month 2026-02 --output february.html --prometheus http://prometheus-0:9090 --prometheus http://prometheus-1:9090 --service fraiseql-api --namespace fraiseql',
    },
    {
      does: 'Whether the availability SLO was missed, for a script',
      line: `fraiseql-monitoring slo report … --format json | jq -e '.objectives[0].slo.verdict.kind == "missed"'`,
    },
  ],
  exits: { 1: 'there is no report: a server gave no answer, or has no slices; it says which and why' },
  read: askedFor,
  run: async (asked, world) => {
    const report = await makeFor(asked, world);
    const { format, output, webhook } = asked;
    const colours = output === undefined && hasColours(world.stdout, world.env);
    const text = renderings[format](report, colours);
    if (output === undefined) world.stdout.write(text);
    else writeTo(output, text);
    if (webhook !== undefined) await tellSlack(report, webhook, world);
    return 0;
  },
});

/** What is recorded of the objectives. */
const slos = objectives.flatMap(({ name, sla }): RecordedSlo[] =>
  sla.indicator === undefined ? [name] : [name, `${name}-sla`],
);

async function makeFor(asked: Asked, world: World): Promise<Report> {
  const { period, addresses, headers } = asked;
  const { fetch, wait } = world;
  const now = world.now();
  const servers = addresses.map((address) => serverAt(address, { fetch, wait, headers }));
  const subject = asked.subject ?? (await onlyService(servers, asked, now));
  const reading = await readAll({ subject, slos, period, until: measuredUntil(period, now), servers }, world);
  if (reading.environments.size > 1) {
    const names = [...reading.environments].map(plain).sort();
    throw new Failure(
      `${addresses.join(', ')} has slices of ${subject.service} in several environments: ${names.join(', ')}. Choose one with --label environment=${names[0] ?? ''}.`,
    );
  }
  if (isEmpty(reading)) throw new Failure(await whyNothing({ subject, slos, period, servers, now }));
  return makeReport({ objectives, subject, period, now, servers: addresses, ...reading });
}

/** The only service that the servers know at the end of the period. */
async function onlyService(
  servers: readonly Server[],
  { period, labels }: Asked,
  now: Date,
): Promise<Subject> {
  const found = await servicesBefore(servers, measuredUntil(period, now), labels).catch(failing);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const which = found.map(serviceInWords).join('; ') || 'none';
  throw new Failure(
    `Say which service it is, with --environment, or with --service and --namespace. Services with slices at the end of ${periodInWords(period)}: ${which}.`,
  );
}

/** Reads all slices, and says on a terminal how far it is. */
async function readAll(props: Omit<ReadProps, 'progress'>, { stderr }: World): Promise<Reading> {
  const say = (text: string): void => {
    // From the beginning of the line, which is emptied.
    if (stderr.isTTY === true) stderr.write(`\r\u001b[2K${text}`);
  };
  const progress = ({ from }: Period): void => {
    say(`Reading ${dateOf(from)} …`);
  };
  try {
    return await readSlices({ ...props, progress }).catch(failing);
  } finally {
    say('');
  }
}

/** What a server does not answer is no fault of this program. */
function failing(error: unknown): never {
  throw error instanceof Unanswered ? new Failure(error.message) : error;
}

const isEmpty = ({ slots }: Reading): boolean =>
  [...slots.values()].every((one) => one.all.every((_, at) => !isKnown(one, at)));
