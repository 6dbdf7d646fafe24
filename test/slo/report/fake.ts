import { recordedLabels, recordedName, slice } from '../../../src/metrics/recorded.ts';
import { durationSeconds } from '../../../src/promql/duration.ts';
import { production } from '../../good.ts';
import type { History } from './history.ts';

/** What a stand-in for Prometheus differs in. */
export interface FakeProps {
  /** Whether a range holds the sample at its very beginning, as with Prometheus 2. @default false */
  readonly leftEdge?: boolean;
  /** Labels that its series have besides. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  readonly warnings?: readonly string[];
}

type Fetch = typeof fetch;

/** The address that is fetched. */
export const addressOf = (input: Parameters<Fetch>[0]): URL =>
  new URL(input instanceof Request ? input.url : input);

/** Stands in for a Prometheus that has some slices: answers instant queries of range selectors, as far as the report asks them. */
export function fakePrometheus(histories: readonly History[], props: FakeProps = {}): Fetch {
  return (input) => {
    const { searchParams } = addressOf(input);
    const [, name = '', matchers = '', span = ''] =
      /^([\w:]+)\{(.*)\}\[(\w+)\]$/.exec(searchParams.get('query') ?? '') ?? [];
    const end = Number(searchParams.get('time'));
    const half = name === recordedName.all(slice) ? 0 : 1;
    const result = histories
      .filter(({ slo }) => matches(matchers, { ...recordedLabels(production, slo), ...props.labels }))
      .map((history) => ({
        metric: { __name__: name, ...recordedLabels(production, history.slo), ...props.labels },
        values: valuesOf(history, half, { start: end - durationSeconds(span), end }, props),
      }))
      .filter(({ values }) => values.length > 0);
    const { warnings } = props;
    return Promise.resolve(
      Response.json({ status: 'success', warnings, data: { resultType: 'matrix', result } }),
    );
  };
}

/** Whether labels satisfy the matchers of a selector. */
const matches = (matchers: string, labels: Readonly<Record<string, string>>): boolean =>
  [...matchers.matchAll(/(\w+)(=~?)"([^"]*)"/g)].every(([, label = '', operator, value = '']) =>
    operator === '=' ? labels[label] === value : new RegExp(`^(?:${value})$`).test(labels[label] ?? ''),
  );

function valuesOf(
  { from, to, at }: History,
  half: 0 | 1,
  { start, end }: { start: number; end: number },
  { leftEdge = false }: FakeProps,
): [number, string][] {
  const values: [number, string][] = [];
  const first = Math.max(from + 30, leftEdge ? start : start + 30);
  for (let time = first; time <= Math.min(to, end); time += 30) {
    const sample = at(time);
    if (sample !== undefined) values.push([time, String(sample[half])]);
  }
  return values;
}
