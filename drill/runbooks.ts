import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertGroups } from '../alerts/index.ts';
import { resolveAlerts } from '../src/rules/resolve.ts';
import { complete } from '../test/good.ts';
import { PostgreSql } from '../test/platform/postgresql.ts';
import { play } from '../test/promtool/run.ts';
import { stories } from '../test/promtool/stories.ts';
import { tool } from '../test/tool.ts';
import type { Outcome } from './outcome.ts';

/** A scenario in which no data is restored: people follow a runbook. */
interface Followed {
  readonly scenario: string;
  /** File below docs/runbooks. */
  readonly runbook: string;
  /** Alerts that tell of it. */
  readonly alerts: readonly string[];
  /** What its SQL assumes. @default - it has none */
  readonly tables?: string;
}

const keyCompromise: Followed = {
  scenario: 'key compromise',
  runbook: 'api-key-revocation.md',
  alerts: ['AnomalyDetected', 'AuthenticationFailures'],
  tables:
    "create table api_keys (id text primary key, customer_id text, created_at timestamptz default now(), revoked_at timestamptz); insert into api_keys values ('key-1', 'customer')",
};

const flood: Followed = {
  scenario: 'flood',
  runbook: 'rate-limit-tuning.md',
  alerts: ['RequestRateHigh', 'RateLimitTriggered'],
};

/** Scenarios that are followed by hand: what can be proven of them without a cluster. */
export const followed = async (): Promise<Outcome[]> => [await follow(keyCompromise), await follow(flood)];

async function follow({ scenario, runbook, alerts, tables }: Followed): Promise<Outcome> {
  const began = Date.now();
  const text = readFileSync(join(import.meta.dirname, '../docs/runbooks', runbook), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block);
  for (const block of blocks) await parses(runbook, block);
  for (const alert of alerts) await fires(alert);
  const statements = blocks.flatMap(sqlIn);
  const seconds = tables === undefined ? 0 : await executed(tables, statements);
  const sql =
    tables === undefined ? '' : `, ${String(statements.length)} of SQL executed in ${seconds.toFixed(2)} s`;
  return {
    ...{ scenario, rpoSeconds: null, rtoSeconds: (Date.now() - began) / 1000, stages: [] },
    says: `${alerts.join(' and ')} fire; ${String(blocks.length)} blocks of commands parse${sql}`,
  };
}

/** @throws Error where bash does not take it */
async function parses(runbook: string, block: string): Promise<void> {
  const { code, output } = await tool('bash', ['-c', 'bash -n <<<"$1"', 'bash', block]);
  if (code !== 0) throw new Error(`${runbook} has commands that bash does not take: ${output}\n${block}`);
}

/** @throws Error where a real Prometheus does not let the alert fire when its stories say so */
async function fires(name: string): Promise<void> {
  const rule = resolveAlerts(alertGroups, complete).alerts.find(({ alert }) => alert.name === name)?.rule;
  const told = (stories.get(name) ?? []).filter(({ shows }) => shows === 'fires');
  if (rule === undefined || told.length === 0)
    throw new Error(`${name} is no alert, or no story tells of it.`);
  for (const story of told) {
    const verdict = await play(rule, [story], complete.metrics.binding);
    if (!verdict.kept) throw new Error(`${name} does not fire: ${verdict.output}`);
  }
}

const sqlIn = (block: string): string[] =>
  [...block.matchAll(/<<'SQL'\n(.*?)^SQL$/gms)].map(([, sql = '']) => sql);

/** Runs SQL as psql does, on a server of its own. Returns seconds. */
async function executed(tables: string, statements: readonly string[]): Promise<number> {
  const server = new PostgreSql();
  await server.start();
  try {
    await server.run(tables);
    const began = Date.now();
    for (const sql of statements) {
      const connection = ['-h', '127.0.0.1', '-p', String(server.port), '-U', 'postgres'];
      const file = ['-v', 'ON_ERROR_STOP=1', '-v', 'id=key-1', '-f', '-'];
      const psql = ['psql', '-X', ...connection, ...file];
      const { code, output } = await tool('bash', ['-c', '"${@:2}" <<<"$1"', 'bash', sql, ...psql]);
      if (code !== 0) throw new Error(`PostgreSQL does not take this SQL: ${output}\n${sql}`);
    }
    return (Date.now() - began) / 1000;
  } finally {
    await server.stop();
    server.remove();
  }
}
