import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractMetrics } from '../../src/metrics/contract.ts';
import { elsewhere } from '../../src/metrics/elsewhere.ts';
import type { Metric } from '../../src/metrics/metric.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { at } from '../day/clock.ts';
import { incidentDay, type IncidentDay } from '../day/incident-day.ts';
import { groupsIn, reads } from '../day/rules.ts';
import { scrapeDay } from '../day/scrape-day.ts';
import { production } from '../good.ts';
import { askDashboard } from './asking/ask.ts';
import type { AskedDashboard, AskedPanel } from './asking/asked.ts';
import { byHand, looks, type Expected } from './by-hand.ts';
import { askingPanels, type DashboardJson, type PanelJson } from './asking/json.ts';

/** The incident is just over: pages end, tickets are open, one alert waits. */
const now = at('14:57');

/** The day until noon is left out: everything that is read at `now` or by hand begins later. */
const span = { from: at('12:45'), to: now };

const { environment, monitoring } = production;
const { files } = makeEnvironment(production);
const rules = files.get(`${environment}/prometheus/rules.yaml`) ?? '';
const boards = [...files]
  .filter(([path]) => path.startsWith(`${environment}/grafana/`))
  .map(([, text]) => JSON.parse(text) as DashboardJson);

describe('the boards, asked as Grafana asks, of a real Prometheus that holds the scripted day', () => {
  let day: IncidentDay;
  const asked = new Map<string, AskedDashboard>();
  beforeAll(async () => {
    day = await incidentDay({ groups: groupsIn(rules), span });
    const { scrapeInterval } = monitoring;
    for (const board of boards) {
      const asking = { prometheus: day.prometheus, now, scrapeInterval, pixels: 1568 };
      asked.set(board.uid, await askDashboard(board, asking));
    }
  }, 90_000);
  afterAll(() => day.stop());

  const panelOf = (uid: string, title: string): AskedPanel => {
    const found = asked.get(uid)?.panels.find(({ panel }) => panel.title === title);
    if (found === undefined) throw new Error(`Board ${uid} has no panel '${title}'.`);
    return found;
  };

  describe.each(boards)('$title', (board) => {
    test.each(askingPanels(board))('$title: every query has an answer', ({ title }) => {
      const silent = panelOf(board.uid, title).targets.filter(({ series }) => !series.some(hasNumbers));
      expect(silent.map((target) => target.asked)).toEqual([]);
    });

    test.each(askingPanels(board))('$title: shows what comes out by hand', ({ title }) => {
      const expected = byHand[board.uid]?.[title];
      expect(expected, 'test/grafana/by-hand.ts says nothing about this panel').toBeDefined();
      for (const one of expected ?? []) expectValue(panelOf(board.uid, title), one);
    });

    test('has its large values in the colours and words that they must have', () => {
      const large = askingPanels(board).filter(({ type }) => type === 'stat' || type === 'gauge');
      const looked = large.map(({ title }) => [title, looksOf(panelOf(board.uid, title))]);
      expect(Object.fromEntries(looked)).toEqual(looks[board.uid]);
    });

    test('offers what is chosen in its variables', () => {
      const { templating } = board;
      for (const { name, current } of templating.list) {
        const offered = asked.get(board.uid)?.variables.find((variable) => variable.name === name);
        expect(offered?.options, name).toEqual(expect.arrayContaining([current?.value ?? []].flat()));
      }
    });

    test('marks what fired', () => {
      for (const { annotation, series } of asked.get(board.uid)?.annotations ?? []) {
        expect(series.some(hasNumbers), annotation.name).toBe(true);
      }
    });
  });
});

/** What of a panel says how a large value looks. */
interface Looking {
  readonly fieldConfig: {
    readonly defaults: {
      readonly thresholds?: {
        readonly steps: readonly { readonly value: number | null; readonly color: string }[];
      };
      readonly mappings?: readonly {
        readonly options: Readonly<Record<string, { readonly text?: string } | undefined>>;
      }[];
    };
  };
}

/** The colour of each value, as its steps say, and the word that stands for it. */
function looksOf({ panel, targets }: AskedPanel): string[] {
  const { thresholds, mappings = [] } = (panel as PanelJson & Looking).fieldConfig.defaults;
  return targets.map(({ series: [only] }) => {
    const value = Number(only?.values.at(-1)?.[1]);
    const step = thresholds?.steps.findLast((one) => (one.value ?? -Infinity) <= value);
    const word = mappings.map(({ options }) => options[String(value)]?.text).find(Boolean);
    return [step?.color, word].filter(Boolean).join(' ');
  });
}

const hasNumbers = ({ values }: { values: AskedPanel['targets'][number]['series'][number]['values'] }) =>
  values.some(([, value]) => Number.isFinite(Number(value)));

/** Finds the series by its labels, and its value at the moment or the last one. */
function expectValue({ targets }: AskedPanel, { query, labels = {}, moment, value, within }: Expected): void {
  const target = targets.find(({ target }) => target.refId === query);
  const series = target?.series.find(({ metric }) =>
    Object.entries(labels).every(([label, wanted]) => metric[label] === wanted),
  );
  const last = moment ?? Infinity;
  const found = Number(series?.values.findLast(([time]) => time <= last)?.[1]);
  expect(
    Math.abs(found - value),
    `${String(found)} instead of ${String(value)}, within ${String(within)}`,
  ).toBeLessThanOrEqual(within);
}

test('the day holds every series of the contract and of exporters that rules and boards read', () => {
  const texts = [
    rules,
    ...boards
      .flatMap((board) => askingPanels(board))
      .flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ].join('\n');
  const scraped = new Set(scrapeDay({ from: now, to: now }).series.map(({ name }) => name));
  const metrics: readonly Metric[] = [...Object.values(contractMetrics), ...Object.values(elsewhere)];
  const names = metrics.flatMap(({ name, type }) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  const missing = names.filter((name) => reads(texts, name) && !scraped.has(name));
  expect(missing.filter((name) => !name.startsWith('ALERTS'))).toEqual([]);
});
