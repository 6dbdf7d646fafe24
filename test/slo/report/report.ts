import { objectives } from '../../../alerts/slos.ts';
import { serverAt } from '../../../src/prometheus/server.ts';
import { makeReport, measuredUntil } from '../../../src/slo/report/make.ts';
import type { ObjectiveReport, Report } from '../../../src/slo/report/model.ts';
import { monthOf } from '../../../src/slo/report/period.ts';
import { readSlices } from '../../../src/slo/report/read.ts';

/** What a report in a test differs in. */
export interface Made {
  /** One stand-in for each server, asked in turn. */
  readonly fetches: readonly (typeof fetch)[];
  /** @default '2026-02' */
  readonly month?: string;
  /** @default '2026-03-09T08:00:00Z' */
  readonly now?: string;
}

/** The report of a month, from stand-ins for Prometheus. */
export async function reportOf({
  fetches,
  month = '2026-02',
  now = '2026-03-09T08:00:00Z',
}: Made): Promise<Report> {
  const period = monthOf(month);
  if (period === undefined) throw new Error(`${month} is no month.`);
  const subject = { service: 'fraiseql-api', namespace: 'fraiseql', labels: {} };
  const servers = fetches.map((fetch, at) =>
    serverAt(`http://prometheus-${String(at)}`, { fetch, headers: {}, wait: () => Promise.resolve() }),
  );
  const reading = await readSlices({
    subject,
    slos: ['availability', 'latency', 'errors', 'latency-sla'],
    period,
    until: measuredUntil(period, new Date(now)),
    servers,
    progress: () => undefined,
  });
  const addresses = servers.map(({ address }) => address);
  return makeReport({ objectives, subject, period, now: new Date(now), servers: addresses, ...reading });
}

/** One objective of a report. */
export function objectiveOf({ objectives: all }: Report, name: ObjectiveReport['name']): ObjectiveReport {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}
