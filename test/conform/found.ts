import { readersIn } from '../../src/commands/conform/environment.ts';
import { judge, type Judgement } from '../../src/conform/judge.ts';
import type { BindingName } from '../../src/conform/metrics.ts';
import type { Harmed, Judged } from '../../src/conform/model.ts';
import { Observed } from '../../src/conform/observed.ts';
import { formatOf, readExposition } from '../../src/metrics/exposition.ts';
import { production, withSettings } from '../good.ts';

const settingsOf = (binding: BindingName) => withSettings(production, { 'metrics.binding': binding });

const readers = {
  contract: readersIn(settingsOf('contract')),
  'fraiseql-2.15': readersIn(settingsOf('fraiseql-2.15')),
};

/** What is found in a text by the alerts of production. */
export const found = (text: string, binding: BindingName = 'contract', strict = false): Judgement =>
  judge(new Observed(readExposition(text, formatOf(text))), { binding, readers: readers[binding], strict });

/** A finding in a line. */
export const line = ({ kind, metric, says }: Judged): string => `${kind} ${metric}: ${says}`;

/** Findings, but for those that are just there in addition. */
export const lines = ({ findings }: Judgement): string[] =>
  findings.filter(({ kind }) => kind !== 'in addition').map(line);

/** What findings do to alerts and objectives, each once. */
export const harms = ({ findings }: Judgement): string[] => [
  ...new Set(findings.flatMap((finding) => finding.harms.filter(({ kind }) => kind !== 'panel').map(harm))),
];

export const harm = ({ fate, name }: Harmed): string => `${fate} ${name}`;
