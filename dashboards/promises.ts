import { objectives } from '../alerts/slos.ts';
import type { ObjectiveName, Target } from '../src/model/objective.ts';
import type { Threshold } from '../src/model/threshold.ts';

/** What an objective promises, as lines to draw: to ourselves, and to customers. */
export interface Promised {
  readonly slo: Threshold;
  readonly sla: Threshold;
}

/** The promises of an objective of `alerts/slos.ts`. */
export function promised(name: ObjectiveName): Promised {
  const found = objectives.find((objective) => objective.name === name);
  if (found === undefined) throw new Error(`alerts/slos.ts has no objective '${name}'.`);
  return { slo: lineOf(found.slo), sla: lineOf(found.sla) };
}

const lineOf = ({ ratio, says }: Target): Threshold => line('ratio', ratio, says);

/** A number that is derived from an objective, to be drawn: the same in every profile. */
export function line(unit: Threshold['unit'], value: number, reason: string): Threshold {
  return { kind: 'threshold', unit, reason, values: { tuned: value, initial: value } };
}
