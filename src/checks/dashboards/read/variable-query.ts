import type { GrafanaVariable } from '../../../model/grafana.ts';
import { queryText } from './variables.ts';

/** What a query variable asks Prometheus for, as Grafana reads it. */
export interface VariableQuery {
  readonly call: 'label_names' | 'label_values' | 'metrics' | 'query_result';
  /** PromQL among its arguments. @default - none */
  readonly expr?: string;
  /** A regular expression of names of metrics, which `metrics` takes. @default - none */
  readonly pattern?: string;
}

/** Reads a variable's query. Nothing, when Grafana would not understand it. */
export function readVariableQuery(variable: GrafanaVariable): VariableQuery | undefined {
  const [, call, inner = ''] =
    /^\s*(label_names|label_values|metrics|query_result)\s*\(([^]*)\)\s*$/.exec(queryText(variable)) ?? [];
  const argument = inner.trim();
  switch (call) {
    case 'label_values':
      return labelValues(argument);
    case 'query_result':
      return { call, expr: argument };
    case 'metrics':
      return { call, pattern: argument };
    case 'label_names':
      return argument === '' ? { call } : { call, expr: argument };
    default:
      return undefined;
  }
}

/** `label_values(job)`, or `label_values(up{…}, job)`. */
function labelValues(argument: string): VariableQuery | undefined {
  const [, expr, label = argument] = /^([^]*),\s*(\w+)$/.exec(argument) ?? [];
  if (!/^[a-z_]\w*$/i.test(label)) return undefined;
  return expr === undefined ? { call: 'label_values' } : { call: 'label_values', expr: expr.trim() };
}
