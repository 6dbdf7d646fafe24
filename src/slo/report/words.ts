import { duration, minutes, moment, number, percent, promised } from './figures.ts';
import type { Credit, Gap, Measured, ObjectiveReport, Pledge, Report, Verdict } from './model.ts';

/** A promise as a row of a table, in words. */
export interface Row {
  readonly objective: string;
  readonly promise: string;
  readonly kept: string;
  /** Share of the budget that is spent, where the promise is the SLO. */
  readonly spent: string;
  readonly verdict: string;
  readonly tone: Tone;
}

/** How a verdict is meant. */
export type Tone = 'good' | 'bad' | 'open' | 'none';

/** What the report is about. */
export const titleOf = ({ service, namespace, period }: Report): string =>
  `SLO report: ${service} in namespace ${namespace}, ${period.name}`;

/** When it begins and ends, and how far it has come. */
export function spanOf({ period }: Report): string {
  const { from, to, seconds, isOver, measuredUntil } = period;
  const span = `${moment(from)} to ${moment(to)} UTC, ${minutes(seconds)}.`;
  return isOver ? span : `${span} It still runs: all figures are so far, until ${moment(measuredUntil)} UTC.`;
}

/** The promises of all objectives. */
export const rowsOf = ({ objectives, period }: Report): Row[] =>
  objectives.flatMap((objective) => {
    const { title, slo, sla, aim, budget } = objective;
    const spent = budget.spent === null ? '' : percent(budget.spent, [], 1);
    const row = (name: string, pledge: Pledge, more: Partial<Row> = {}): Row => ({
      objective: '',
      promise: `${name} ${promised(pledge.ratio)}`,
      kept: attainment(pledge.measured.attainment, objective),
      spent: '',
      verdict: verdictInWords(pledge, period.isOver),
      tone: toneOf(pledge.verdict),
      ...more,
    });
    const owed = creditOf(objective);
    const verdict = [verdictInWords(sla, period.isOver), ...(owed === '' ? [] : [owed])].join(', ');
    return [
      row('SLO', slo, { objective: title, spent }),
      row('SLA', sla, { verdict }),
      ...(aim === null ? [] : [row('aim', aim, aim.verdict.kind === 'missed' ? { tone: 'none' } : {})]),
    ];
  });

const creditOf = ({ credit }: ObjectiveReport): string =>
  credit === null || credit.share === 0 ? '' : `credit ${promised(credit.share)}`;

/** An attainment that contradicts no verdict of its objective. */
export const attainment = (ratio: number | null, { slo, sla, aim, credit }: ObjectiveReport): string =>
  ratio === null
    ? '–'
    : percent(ratio, [
        slo.ratio,
        sla.ratio,
        ...(aim === null ? [] : [aim.ratio]),
        ...(credit?.rules ?? []).map(({ under }) => under),
      ]);

function verdictInWords({ verdict, measured }: Pledge, isOver: boolean): string {
  if (verdict.kind === 'none') return nothing(measured);
  const said = verdict.kind === 'open' ? `${verdict.leaning}, as far as is known` : verdict.kind;
  return isOver ? said : `${said}, so far`;
}

function nothing({ unknownSeconds, downSeconds }: Measured): string {
  if (unknownSeconds > 0) return 'not measured';
  return downSeconds > 0 ? 'down all the time' : 'no queries';
}

const toneOf = (verdict: Verdict): Tone => {
  if (verdict.kind === 'none') return 'none';
  if (verdict.kind === 'open') return 'open';
  return verdict.kind === 'met' ? 'good' : 'bad';
};

/** What there is to say about an objective, a sentence or two each. */
export const sentencesOf = (objective: ObjectiveReport): string[] => [
  counted(objective),
  ...unknown(objective),
  ...(['slo', 'sla', 'aim'] as const).flatMap((name) => undecided(name, objective)),
  ...(objective.credit === null ? [] : [owedInWords(objective.credit)]),
];

function counted({ slo, counts, happened, budget }: ObjectiveReport): string {
  const { all, bad } = slo.measured;
  if (all === 0) return `There is nothing to judge by: ${nothing(slo.measured)}.`;
  const amount = counts === 'seconds' ? minutes : number;
  const share = percent(bad / all, [1 - slo.ratio].map(rounded), 3);
  const of = counts === 'seconds' ? `${amount(bad)} of ${amount(all)}` : `${number(bad)} of ${number(all)}`;
  const allowed = counts === 'seconds' ? minutes(budget.allowed) : `${number(budget.allowed)} queries`;
  const spent = budget.spent === null ? '' : `, of which ${percent(budget.spent, [], 1)} is spent`;
  return `${share} ${happened}: ${of}. The budget allows ${allowed}${spent}.`;
}

/** 1 - 0.999 is not 0.001 to a computer. */
const rounded = (ratio: number): number => Math.round(ratio * 1e6) / 1e6;

function unknown(objective: ObjectiveReport): string[] {
  const { slo, sla, gaps } = objective;
  const { all, unknownSeconds, downSeconds, best, worst } = slo.measured;
  const down =
    downSeconds === 0
      ? []
      : [`${minutes(downSeconds)} are left out: the service was down, and there were no queries to count.`];
  if (all === 0) return [];
  if (unknownSeconds === 0) return down;
  const bounds = `If all of that was good: ${attainment(best, objective)}; if all was bad: ${attainment(worst, objective)}.`;
  const promisedToo =
    sla.measured.best === best
      ? ''
      : ` By the SLA: ${attainment(sla.measured.best, objective)} and ${attainment(sla.measured.worst, objective)}.`;
  return [
    `${minutes(unknownSeconds)} have no slice, in ${many(gaps.length, 'gap')}. ${bounds}${promisedToo}`,
    ...down,
  ];
}

function undecided(name: 'slo' | 'sla' | 'aim', objective: ObjectiveReport): string[] {
  const pledge = objective[name];
  if (pledge?.verdict.kind !== 'open') return [];
  const { leaning, badShareAllowed } = pledge.verdict;
  const { unknownSeconds } = pledge.measured;
  const time = `the ${minutes(unknownSeconds)} without a slice`;
  // Rounded down: a little less than what would do is certain to do.
  const what =
    objective.counts === 'seconds'
      ? `${minutes(Math.floor((badShareAllowed * unknownSeconds) / 30) * 30)} of ${time} were down`
      : `${number(Math.floor(badShareAllowed * 10_000) / 100, 2)} % of the queries in ${time} were bad`;
  const unless = leaning === 'met' ? `unless more than ${what}` : `unless no more than ${what}`;
  return [`The ${name === 'aim' ? 'aim' : name.toUpperCase()} is ${leaning}, ${unless}.`];
}

function owedInWords({ share, best, worst }: Credit): string {
  const owed =
    share === 0 ? 'Nothing is owed to customers' : `Customers are owed ${promised(share)} of the month's fee`;
  if (best === worst) return `${owed}.`;
  return `${owed}, as far as is known: ${promised(best)} if all that is unknown was good, ${promised(worst)} if all was bad.`;
}

/** A gap, and the objectives that have it. */
export interface SharedGap extends Gap {
  readonly objectives: readonly string[];
}

/** Gaps of all objectives, the longest first. What has no slice at all has no gaps: it is told of once. */
export function gapsOf({ objectives }: Report): SharedGap[] {
  const shared = new Map<string, SharedGap>();
  for (const { title, gaps } of objectives.filter(({ slo }) => slo.measured.all > 0)) {
    for (const gap of gaps) {
      const key = `${gap.from} ${gap.to}`;
      const before = shared.get(key)?.objectives ?? [];
      shared.set(key, { ...gap, objectives: [...before, title.toLowerCase()] });
    }
  }
  return [...shared.values()].sort((a, b) => b.seconds - a.seconds || a.from.localeCompare(b.from));
}

/** What to think of when there is no slice before some moment, or of some objective none at all. */
export function hintsOf({ objectives, period }: Report): string[] {
  const counted = objectives.filter(({ slo }) => slo.measured.all > 0);
  const lacking = objectives.filter(({ slo }) => slo.measured.all === 0 && slo.measured.unknownSeconds > 0);
  const late = counted.map(({ gaps }) => (gaps[0]?.from === period.from ? gaps[0].seconds : 0));
  const shortest = Math.min(...late);
  return [
    ...lacking.map(
      ({ title }) =>
        `Of ${title.toLowerCase()} there is no slice at all: does the server that you run export what it counts, and are its rules loaded?`,
    ),
    ...(shortest >= 86_400 && counted.length > 0
      ? [
          `The first ${duration(shortest)} are not there. Prometheus keeps samples for as long as it was told: name another server with one more --prometheus, such as Thanos Query, if it has older ones.`,
        ]
      : []),
  ];
}

/** What a list of the worst incidents is called. */
export const worstOf = ({ incidents, incidentCount }: ObjectiveReport): string =>
  incidents.length < incidentCount
    ? `The worst ${String(incidents.length)} of ${many(incidentCount, 'incident')}`
    : `${many(incidentCount, 'incident')}${incidentCount === 1 ? '' : ', the worst first'}`;

/** A count of things. */
export const many = (count: number, thing: string): string =>
  `${number(count)} ${thing}${count === 1 ? '' : 's'}`;
