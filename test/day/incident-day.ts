import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RuleGroup } from '../../src/model/rule.ts';
import { writeBlocks } from './blocks.ts';
import type { Span } from './clock.ts';
import { scrapeDay } from './scrape-day.ts';
import { judge } from './judge.ts';
import { Prometheus } from './prometheus.ts';
import { record } from './record.ts';
import { alertingGroups, recordingRules } from './rules.ts';

interface IncidentDayProps {
  /** The rules of an environment: what they record and how they judge is there, as if Prometheus had run them all the time. */
  readonly groups: readonly RuleGroup[];
  /** The part of the day that is lived through. */
  readonly span: Span;
  /** Told what is being done. @default - nobody is */
  readonly tell?: (what: string) => void;
}

/** A Prometheus that holds the scripted day. */
export interface IncidentDay {
  readonly prometheus: Prometheus;
  readonly stop: () => Promise<void>;
}

/** Lives through the scripted day: scrapes it, records, judges, and starts a Prometheus that holds all of it. */
export async function incidentDay({
  groups,
  span,
  tell = () => undefined,
}: IncidentDayProps): Promise<IncidentDay> {
  const folder = mkdtempSync(join(tmpdir(), 'incident-day-'));
  try {
    const scraped = scrapeDay(span);
    tell(`scraped ${String(scraped.series.length)} series ${String(scraped.moments.length)} times`);
    await writeBlocks(folder, [scraped]);
    tell('wrote them as blocks');
    const recorded = await record(folder, recordingRules(groups), span);
    tell(`recorded ${String(recorded.length)} series`);
    const all = { moments: scraped.moments, series: [...scraped.series, ...recorded] };
    const alerts = await judge(alertingGroups(groups), all);
    tell(`judged ${String(alerts.series.length)} states of alerts`);
    await writeBlocks(folder, [alerts]);
    const prometheus = await Prometheus.start(folder);
    return {
      prometheus,
      stop: async () => {
        await prometheus.stop();
        rmSync(folder, { recursive: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}
