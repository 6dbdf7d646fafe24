import type { DrawnMark, GrafanaDashboard, GrafanaPanel } from '../../../src/model/grafana.ts';
import type { DashboardContext } from '../../../src/checks/dashboards/check.ts';
import { goodStack } from '../judge.ts';

const datasource = { type: 'prometheus', uid: '${datasource}' };
/** What every query of the service is chosen by. */
export const chosen = 'job=~"$job", instance=~"$instance"';
const hits = `(sum(rate(fraiseql_cache_hits_total{${chosen}}[$__rate_interval])) or vector(0))`;
const misses = `sum(rate(fraiseql_cache_misses_total{${chosen}}[$__rate_interval]))`;

const latency: GrafanaPanel = {
  id: 2,
  type: 'timeseries',
  title: 'Time to answer',
  description:
    'What 95 % of the queries take at most. Usual are 45 to 85 ms; over 150 ms a ticket is written.',
  datasource,
  gridPos: { x: 0, y: 1, w: 12, h: 8 },
  targets: [
    {
      refId: 'A',
      datasource,
      expr: `histogram_quantile(0.95, sum by (le) (rate(fraiseql_query_duration_seconds_bucket{${chosen}}[$__rate_interval])))`,
      legendFormat: 'P95',
      range: true,
    },
  ],
  fieldConfig: {
    defaults: {
      unit: 's',
      thresholds: {
        mode: 'absolute',
        steps: [
          { value: null, color: 'green' },
          { value: 0.1, color: 'yellow' },
          { value: 0.15, color: 'orange' },
          { value: 0.3, color: 'red' },
        ],
      },
    },
  },
};

const rate: GrafanaPanel = {
  id: 3,
  type: 'timeseries',
  title: 'Queries by status',
  description: 'GraphQL queries a second. A sudden fall is as bad as a rise: ask whether customers get in.',
  datasource,
  gridPos: { x: 12, y: 1, w: 12, h: 8 },
  targets: [
    {
      refId: 'A',
      expr: `sum by (status) (rate(fraiseql_queries_total{${chosen}}[$__rate_interval]))`,
      legendFormat: '{{status}}',
      range: true,
    },
    { refId: 'B', expr: `count(up{job=~"$job"})`, legendFormat: 'Replicas', range: true },
  ],
  fieldConfig: {
    defaults: { unit: 'reqps', thresholds: { mode: 'absolute', steps: [{ value: null, color: 'green' }] } },
  },
};

const cache: GrafanaPanel = {
  id: 4,
  type: 'stat',
  title: 'Cache hits',
  description:
    'Share of look-ups that find an entry. Usual is 92 %; under 80 % the database answers instead.',
  datasource,
  gridPos: { x: 0, y: 9, w: 6, h: 8 },
  options: { reduceOptions: { calcs: ['lastNotNull'] } },
  targets: [{ refId: 'A', expr: `(${hits} / (${hits} + ${misses}))`, instant: true }],
  fieldConfig: {
    defaults: {
      unit: 'percentunit',
      thresholds: {
        mode: 'absolute',
        steps: [
          { value: null, color: 'yellow' },
          { value: 0.8, color: 'green' },
        ],
      },
    },
  },
};

const anomalies: GrafanaPanel = {
  id: 5,
  type: 'table',
  title: 'Anomalies',
  description:
    'What the detection saw in the range of this board, by its rule. Usual are two or three a day.',
  datasource,
  gridPos: { x: 6, y: 9, w: 18, h: 8 },
  targets: [
    {
      refId: 'A',
      expr: `sum by (rule) (increase(fraiseql_anomalies_detected_total{${chosen}}[$__range]))`,
      format: 'table',
      instant: true,
      range: false,
    },
  ],
  fieldConfig: { defaults: { unit: 'short' } },
};

const note: GrafanaPanel = {
  id: 8,
  type: 'text',
  title: 'How to read this',
  gridPos: { x: 0, y: 0, w: 24, h: 4 },
};

/** A dashboard that no check has anything to say of: rows, all kinds of panels, and a row that is folded. */
export const goodDashboard: GrafanaDashboard = {
  uid: 'fraiseql-production-health',
  title: 'Production Health',
  description: 'Are customers well? The first board to open.',
  tags: ['fraiseql'],
  timezone: 'utc',
  editable: false,
  refresh: '1m',
  schemaVersion: 39,
  links: [
    { title: 'Boards', type: 'dashboards', tags: ['fraiseql'], includeVars: true },
    { title: 'Runbooks', type: 'link', url: 'https://ops.fraiseql.com/runbooks/README.md' },
  ],
  templating: {
    list: [
      { name: 'datasource', type: 'datasource', label: 'Data source', query: 'prometheus' },
      {
        ...{ name: 'job', type: 'query', label: 'Job', datasource, query: 'label_values(up, job)' },
        ...{ refresh: 2, multi: true, allValue: '.+' },
      },
      {
        ...{ name: 'instance', type: 'query', label: 'Instance', datasource },
        ...{
          query: { query: 'label_values(up{job=~"$job"}, instance)' },
          refresh: 2,
          multi: true,
          allValue: '.+',
        },
      },
    ],
  },
  annotations: {
    list: [
      {
        name: 'Pages',
        datasource,
        expr: 'ALERTS{alertstate="firing", severity=~"critical|high"}',
        titleFormat: '{{alertname}}',
        textFormat: '{{severity}}',
      },
    ],
  },
  panels: [
    { id: 1, type: 'row', title: 'What customers see', gridPos: { x: 0, y: 0, w: 24, h: 1 } },
    latency,
    rate,
    cache,
    anomalies,
    { id: 6, type: 'row', title: 'Notes', gridPos: { x: 0, y: 17, w: 24, h: 1 }, panels: [note] },
  ],
};

/** Another dashboard of the same environment. */
export const otherDashboard: GrafanaDashboard = {
  ...goodDashboard,
  uid: 'fraiseql-slo',
  title: 'SLO',
  panels: [{ ...rate, id: 1, title: 'Queries' }],
};

const dashboard = 'fraiseql-production-health';

/** The marks of the good dashboard. */
export const goodMarks: readonly DrawnMark[] = [
  { dashboard, panel: 2, value: 0.1, means: 'objective' },
  { dashboard, panel: 2, value: 0.15, means: 'ticket', alert: 'MediumLatency' },
  { dashboard, panel: 2, value: 0.3, means: 'page', alert: 'HighLatency' },
  { dashboard, panel: 4, value: 0.8, means: 'objective', alert: 'CacheHitRateLow' },
];

/** What goes with the good dashboard. */
export const goodContext: DashboardContext = {
  settings: goodStack.settings,
  alerts: goodStack.alerts.alerts,
  marks: goodMarks,
  all: [goodDashboard, otherDashboard],
};
