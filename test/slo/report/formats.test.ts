import { beforeAll, describe, expect, test } from 'vitest';
import { renderings } from '../../../src/slo/report/formats.ts';
import type { Report } from '../../../src/slo/report/model.ts';
import { fakePrometheus } from './fake.ts';
import { at, availability, queries } from './history.ts';
import { reportOf } from './report.ts';

const february = { from: '2026-02-01', to: '2026-03-01' };
const gap = ['2026-02-20T10:00:00', '2026-02-20T11:30:00'] as const;

/** A month with an outage, a gap, a burst of errors, and a warning that tries to be markup. */
let report: Report;
beforeAll(async () => {
  const errors = queries('errors', february, { all: 8_064_000, bad: 800 });
  const histories = [
    availability(february, { from: '2026-02-14T03:11:30', minutes: 20.5 }, [gap]),
    {
      ...errors,
      at: (time: number) => {
        if (at(gap[0]) < time && time <= at(gap[1])) return undefined;
        const isBurst = at('2026-02-22T18:00:00') < time && time <= at('2026-02-22T18:30:00');
        return isBurst ? ([100, 20] as const) : errors.at(time);
      },
    },
  ];
  const warnings = ['<script>alert(1)</script> | "quoted"'];
  report = await reportOf({ fetches: [fakePrometheus(histories, { warnings })] });
});

test('text fits a terminal, and says it all', () => {
  const text = renderings.text(report, false);
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(text).toMatchInlineSnapshot(`
    "SLO report: fraiseql-api in namespace fraiseql, February 2026
    2026-02-01 00:00 to 2026-03-01 00:00 UTC, 40,320 min.

                  promised       kept  budget spent  verdict
    Availability  SLO 99.9 %  99.95 %        50.8 %  met, as far as is known
                  SLA 99.5 %  99.95 %                met
    Latency       SLO 95 %          –                not measured
                  SLA 95 %          –                not measured
                  aim 99.9 %        –                not measured
    Errors        SLO 99.9 %  99.98 %        24.8 %  met, as far as is known
                  SLA 99.8 %  99.98 %                met, as far as is known

    Availability: the service answers 99.9 % of the time
      0.051 % of the time the service was down: 20.5 min of 40,230 min. The budget
      allows 40.32 min, of which 50.8 % is spent.
      90 min have no slice, in 1 gap. If all of that was good: 99.95 %; if all was
      bad: 99.73 %.
      The SLO is met, unless more than 19.5 min of the 90 min without a slice were
      down.
      Nothing is owed to customers.
      1 incident:
        2026-02-14 03:11:30  20 min 30 s, 20.5 min down, 50.8 % of the budget

    Latency: 95 % of queries are answered within 100 ms (P95)
      There is nothing to judge by: not measured.

    Errors: under 0.1 % of queries fail
      0.025 % of queries failed: 1,997 of 8,046,000. The budget allows 8,046
      queries, of which 24.8 % is spent.
      90 min have no slice, in 1 gap. If all of that was good: 99.98 %; if all was
      bad: 99.75 %.
      The SLO is met, unless more than 33.7 % of the queries in the 90 min without a
      slice were bad.
      The SLA is met, unless more than 78.5 % of the queries in the 90 min without a
      slice were bad.
      1 incident:
        2026-02-22 18:00  30 min, 1,200 bad queries, 14.9 % of the budget

    Not measured (1 gap):
        2026-02-20 10:00  1 h 30 min  availability, errors

    Notes:
      Of latency there is no slice at all: does the server that you run export what
      it counts, and are its rules loaded?
      http://prometheus-0 warns: <script>alert(1)</script> | "quoted"
    "
  `);
});

test('Markdown has a table of verdicts, and nothing in it is markup by accident', () => {
  const text = renderings.markdown(report, false);
  expect(text).toContain('| Availability | SLO 99.9 % | 99.95 % | 50.8 % | **met, as far as is known** |\n');
  expect(text).toContain('\n## Errors: under 0.1 % of queries fail\n');
  expect(text).toContain('\\<script\\>alert(1)\\</script\\> \\| "quoted"');
});

describe('JSON', () => {
  test('is the report itself, with a version', () => {
    expect(JSON.parse(renderings.json(report, false))).toEqual(report);
  });

  test('has the shape that docs/slo-report.md describes', () => {
    const shape = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.slice(0, 1).map(shape);
      if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shape(one)]));
    };
    expect(shape(report)).toMatchInlineSnapshot(`
      {
        "labels": {},
        "madeAt": "string",
        "namespace": "string",
        "notes": [
          "string",
        ],
        "objectives": [
          {
            "aim": "null",
            "budget": {
              "allowed": "number",
              "spent": "number",
            },
            "counts": "string",
            "credit": {
              "best": "number",
              "rules": [
                {
                  "share": "number",
                  "under": "number",
                },
              ],
              "share": "number",
              "worst": "number",
            },
            "days": [
              {
                "all": "number",
                "attainment": "number",
                "bad": "number",
                "budgetLeft": "number",
                "date": "string",
                "good": "number",
                "unknownSeconds": "number",
              },
            ],
            "gaps": [
              {
                "from": "string",
                "seconds": "number",
                "to": "string",
              },
            ],
            "happened": "string",
            "incidentCount": "number",
            "incidents": [
              {
                "all": "number",
                "bad": "number",
                "budgetShare": "number",
                "from": "string",
                "seconds": "number",
                "to": "string",
              },
            ],
            "name": "string",
            "sla": {
              "measured": {
                "all": "number",
                "attainment": "number",
                "bad": "number",
                "best": "number",
                "downSeconds": "number",
                "good": "number",
                "unknownEvents": "number",
                "unknownSeconds": "number",
                "worst": "number",
              },
              "ratio": "number",
              "says": "string",
              "verdict": {
                "kind": "string",
              },
            },
            "slaCountsOther": "boolean",
            "slo": {
              "measured": {
                "all": "number",
                "attainment": "number",
                "bad": "number",
                "best": "number",
                "downSeconds": "number",
                "good": "number",
                "unknownEvents": "number",
                "unknownSeconds": "number",
                "worst": "number",
              },
              "ratio": "number",
              "says": "string",
              "verdict": {
                "badShareAllowed": "number",
                "kind": "string",
                "leaning": "string",
              },
            },
            "title": "string",
          },
        ],
        "period": {
          "from": "string",
          "isOver": "boolean",
          "measuredUntil": "string",
          "month": "string",
          "name": "string",
          "seconds": "number",
          "to": "string",
        },
        "servers": [
          "string",
        ],
        "service": "string",
        "version": "number",
      }
    `);
  });
});

describe('the page', () => {
  const html = () => renderings.html(report, false);

  test('needs nothing else, and may load nothing else', () => {
    expect(html()).not.toMatch(/(src|href)=|url\((?!#)|@import|<link|<script/);
    expect(html()).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  test('takes no text of others for markup', () => {
    expect(html()).toContain('&lt;script&gt;alert(1)&lt;/script&gt; | &quot;quoted&quot;');
  });

  test('closes every element that it opens', () => {
    const open: string[] = [];
    const text = html()
      .replace(/<style>.*?<\/style>/s, '')
      .replace('<!doctype html>', '');
    for (const [tag, closing, name = '', attributes = ''] of text.matchAll(
      /<(\/?)([a-z0-9]+)((?:"[^"]*"|[^">])*)>/g,
    )) {
      if (closing === '/') expect(open.pop(), tag).toBe(name);
      else if (name !== 'meta' && !attributes.endsWith('/')) open.push(name);
    }
    expect(open).toEqual([]);
  });

  test('has two charts for each objective, each with a name, a description, and a table beside it', () => {
    const charts = html().match(
      /<svg [^>]*role="img"[^>]*>\n<title[^>]*>[^<]+<\/title>\n<desc[^>]*>[^<]+<\/desc>/g,
    );
    expect(charts).toHaveLength(6);
    expect(html().match(/<div class="days" role="region"/g)).toHaveLength(3);
  });

  test('draws numbers only', () => {
    expect(html()).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  test('hatches what was not measured, and marks incidents', () => {
    expect(html().match(/<rect class="gap" x=/g)?.length).toBeGreaterThan(3);
    expect(html().match(/<rect class="incident" x=/g)).toHaveLength(2);
  });
});
