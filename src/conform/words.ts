import { humanNumber } from '../promql/numbers.ts';
import { fates, isFault, type Conformity, type Fate, type Harmed, type Judged } from './model.ts';

/** What a fate is called, of whom it befalls. */
const fateWords: Readonly<Record<Harmed['kind'], Readonly<Record<Fate, string>>>> = {
  alert: {
    silent: 'cannot fire',
    false: 'fires for nothing',
    partly: 'sees a part',
    guesses: 'guesses',
    blurred: 'cannot say which',
    tells: 'fires to tell of it',
  },
  objective: {
    silent: 'not measured',
    false: 'counts too much',
    partly: 'counts a part',
    guesses: 'guesses',
    blurred: 'cannot say which',
    tells: 'tells of it',
  },
  panel: {
    silent: 'shows nothing',
    false: 'shows too much',
    partly: 'shows a part',
    guesses: 'guesses',
    blurred: 'cannot say which',
    tells: 'tells of it',
  },
};

const kinds = ['alert', 'objective', 'panel'] as const;

/** Things of one kind that share a fate. */
export interface Group {
  readonly kind: Harmed['kind'];
  readonly fate: Fate;
  /** Such as `cannot fire`. */
  readonly words: string;
  /** Such as `HighLatency (high)`. */
  readonly names: readonly string[];
}

/** Harms by kind and fate, alerts first. */
export const groupsOf = (harms: readonly Harmed[]): Group[] =>
  kinds.flatMap((kind) =>
    fates.flatMap((fate) => {
      const names = harms.filter((one) => one.kind === kind && one.fate === fate).map(named);
      return names.length === 0 ? [] : [{ kind, fate, words: fateWords[kind][fate], names }];
    }),
  );

function named({ name, severity, guess }: Harmed): string {
  const notes = [
    ...(severity === undefined ? [] : [severity]),
    ...(guess === undefined
      ? []
      : [
          `at ${seconds(guess.threshold)}: anywhere between ${seconds(guess.low)} and ${seconds(guess.high)}`,
        ]),
  ];
  return notes.length === 0 ? name : `${name} (${notes.join(', ')})`;
}

const seconds = (value: number): string => (value === 0 ? '0' : humanNumber(value, 'seconds'));

/** How many of each kind work as before: `27 of 31 alerts`. */
export const workingOf = ({ readers, harms }: Conformity): string[] =>
  kinds.map((kind) => {
    const harmed = harms.filter((one) => one.kind === kind).length;
    return `${String(readers[kind] - harmed)} of ${many(readers[kind], kind)}`;
  });

/** The whole in a sentence or two: whether it conforms, and what still works. */
export function verdictOf(report: Conformity): string {
  const [alerts = '', objectives = '', panels = ''] = workingOf(report);
  const works = `${alerts}, ${objectives} and ${panels} that read it work`;
  const unseen = new Set(findingsOf(report, 'not seen yet').map(({ metric }) => metric)).size;
  const but = unseen === 0 ? '' : `, but for ${many(unseen, 'metric')} not seen yet`;
  if (report.conforms) return `Conforms${but}: ${works}.`;
  return `Does not conform, by ${many(report.findings.filter(isFault).length, 'fault')}: ${works}.`;
}

/** What was read, and as what. */
export function headOf({ source, binding, profile, environment }: Conformity): string[] {
  const whose = environment === undefined ? 'no environment was named' : `environment ${environment}`;
  const took = source.milliseconds === undefined ? '' : ` in ${String(source.milliseconds)} ms`;
  const format = source.format === 'text' ? 'text format 0.0.4' : 'OpenMetrics 1.0';
  return [
    `Metrics of ${source.name}`,
    `Binding ${binding}, thresholds ${profile}: ${whose}.`,
    `${many(source.series, 'series', 'series')}, ${kilobytes(source.bytes)}${took}, ${format}.`,
  ];
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** What to do where the server seems to be another one than it was taken for. */
export const hintOf = ({ meant }: Conformity): string | undefined =>
  meant === undefined ? undefined : `It has more of the metrics of ${meant}: try --binding ${meant}.`;

/** Findings of some kind of verdict. */
export const findingsOf = ({ findings }: Conformity, ...wanted: readonly string[]): readonly Judged[] =>
  findings.filter(({ kind }) => wanted.includes(kind));

/** A number of things: `1 fault`, `2 faults`. */
export const many = (count: number, thing: string, things = `${thing}s`): string =>
  `${String(count)} ${count === 1 ? thing : things}`;
