/** A series with its samples, as Prometheus answers. */
export interface Answered {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [time: number, value: string];
  readonly values?: readonly (readonly [time: number, value: string])[];
}

/** An alerting rule with what fires of it, as Prometheus answers. */
export interface JudgedRule {
  readonly name: string;
  readonly lastEvaluation: string;
  readonly alerts?: readonly {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly state: 'pending' | 'firing';
    readonly activeAt: string;
  }[];
}

/** An alert, as Alertmanager answers. */
export interface ToldAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly fingerprint: string;
  readonly status: { readonly inhibitedBy: readonly string[] };
}

/** Longest that an engine on this machine may take, in milliseconds. */
const patience = 5000;

/** What an expression is worth now. */
export const query = async (prometheus: string, expr: string): Promise<readonly Answered[]> =>
  (await ask<{ data: { result: Answered[] } }>(`${prometheus}/api/v1/query`, { query: expr })).data.result;

/** What an expression was worth: times in seconds since the epoch. */
export async function range(
  prometheus: string,
  expr: string,
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
): Promise<readonly Answered[]> {
  const given = { query: expr, start: String(from), end: String(to), step: String(step) };
  return (await ask<{ data: { result: Answered[] } }>(`${prometheus}/api/v1/query_range`, given)).data.result;
}

/** Every alerting rule. */
export async function judgedRules(prometheus: string): Promise<readonly JudgedRule[]> {
  interface Rules {
    data: { groups: { rules: JudgedRule[] }[] };
  }
  const { data } = await ask<Rules>(`${prometheus}/api/v1/rules`, { type: 'alert' });
  return data.groups.flatMap(({ rules }) => rules);
}

/** Every alert that Alertmanager knows. */
export const toldAlerts = (alertmanager: string): Promise<readonly ToldAlert[]> =>
  ask(`${alertmanager}/api/v2/alerts`, {});

async function ask<Answer>(url: string, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  const asked = `${url}?${new URLSearchParams(parameters).toString()}`;
  const response = await fetch(asked, { signal: AbortSignal.timeout(patience) });
  if (!response.ok) throw new Error(`${url} answers ${String(response.status)}.`);
  return (await response.json()) as Answer;
}
