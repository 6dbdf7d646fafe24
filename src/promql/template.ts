import type { Hole, Template } from '../model/template.ts';

/**
 * PromQL with holes for signals and thresholds. It stays readable PromQL: no chained calls, no builder.
 *
 * @throws when a hole is neither, which `npm run types` tells with its line.
 * @example promql`${queryErrorRatio.over('5m')} > ${errorRatio.high}`
 */
export function promql(pieces: TemplateStringsArray, ...holes: readonly (Hole | string)[]): Template {
  const empty = holes.findIndex((hole) => !(typeof hole === 'string' || 'kind' in Object(hole)));
  if (empty >= 0) {
    throw new Error(
      `Hole ${String(empty + 1)} of '${pieces.join('…').trim()}' is neither a signal nor a threshold. Is a name misspelt, or \`.over('5m')\` forgotten?`,
    );
  }
  return { parts: interleave(pieces, holes) };
}

/** Expressions of which one must hold. */
export function either(templates: readonly Template[]): Template {
  const parts = templates.flatMap(({ parts }, at) => [at === 0 ? '(' : '\nor\n(', ...parts, ')']);
  return { parts };
}

/** An expression that does not hold while a signal does. */
export const unless = ({ parts }: Template, use: Hole): Template => ({
  parts: ['(\n', ...parts, '\n)\nunless on () ', use],
});

/** A sentence with holes for thresholds, so that no number is written twice. */
export const text = promql;

function interleave(pieces: readonly string[], holes: readonly (Hole | string)[]): (string | Hole)[] {
  return pieces.flatMap((piece, at) => {
    const hole = holes[at];
    return hole === undefined ? [piece] : [piece, hole];
  });
}
