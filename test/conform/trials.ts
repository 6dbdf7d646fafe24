import type { BindingName } from '../../src/conform/metrics.ts';
import type { Fate } from '../../src/conform/model.ts';
import { bent, good, type Bending } from './bend.ts';
import type { Bend } from './bends.ts';
import { found } from './found.ts';
import { exprOf, firingStory, readsServer, type Trial } from './proof.ts';

/** What the analysis says of one bend, as something that the engine may contradict: for each alert that reads what is bent. */
export function trialsOf({ bend, binding = 'contract', bending }: Bend): Trial[] {
  const { findings } = found(bent(good[binding], bending), binding);
  const fates = new Map(
    findings.flatMap(({ harms }) => harms.map(({ name, fate }) => [name, fate] as const)),
  );
  const touched = findings.filter(({ kind }) => kind !== 'in addition').map(({ metric }) => metric);
  return readsServer(binding)
    .filter((alert) => touched.some((metric) => exprOf(alert, binding).includes(metric)))
    .flatMap((alert) => pair({ bend, alert, binding, bending, fate: fates.get(alert) }));
}

interface Claim {
  readonly bend: string;
  readonly alert: string;
  readonly binding: BindingName;
  readonly bending: Bending;
  readonly fate: Fate | undefined;
}

const asItIs: Bending = (series) => series;

/** A trial of the bent server, and the same story told by a good one. */
function pair({ bend, alert, binding, bending, fate }: Claim): Trial[] {
  const told = tellings[fate ?? 'as before']?.(alert, binding);
  if (told === undefined) return [];
  const { when, moments, good: whenGood, bent: whenBent } = told;
  const trial = { alert, binding, when, moments };
  const name = `${fate ?? 'as before'}: ${alert}: ${bend}`;
  return [
    { ...trial, name, bending, fires: whenBent },
    { ...trial, name: `${name} (a good server)`, bending: asItIs, fires: whenGood },
  ];
}

interface Telling extends Pick<Trial, 'when' | 'moments'> {
  readonly good: boolean;
  readonly bent: boolean;
}

/** Which story shows a fate. */
const tellings: Readonly<
  Partial<Record<Fate | 'as before', (alert: string, binding: BindingName) => Telling | undefined>>
> = {
  silent: (alert, binding) => aFault(alert, binding, false),
  blurred: (alert, binding) => aFault(alert, binding, true),
  'as before': (alert, binding) => aFault(alert, binding, true),
  // On a good day, for as long as any of them waits.
  false: () => ({ when: {}, moments: ['60m'], good: false, bent: true }),
  // Just below the bound at which it should judge.
  guesses: (_, binding) => ({
    when: { latency: binding === 'contract' ? '333/m at 290ms' : '333/m at 490ms' },
    moments: ['30m'],
    good: false,
    bent: true,
  }),
};

function aFault(alert: string, binding: BindingName, fires: boolean): Telling | undefined {
  const story = firingStory(alert, binding);
  return story && { when: story.when, moments: story.fires.slice(0, 1), good: true, bent: fires };
}
