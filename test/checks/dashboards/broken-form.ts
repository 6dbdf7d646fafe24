import { bend, withUid, type BrokenDashboard } from './bend.ts';
import { chosen } from './good.ts';

/** Faults in how a dashboard is written down. */
export const brokenForms: readonly BrokenDashboard[] = [
  [
    'a panel is of a type that Grafana does not have',
    bend({ 'panels[2].type': 'grafana-polystat-panel' }),
    [
      "production/fraiseql-production-health/Queries by status: is of the type 'grafana-polystat-panel', which no Grafana brings with it. [panel-types]",
    ],
  ],
  [
    'a panel is of no type',
    bend({ 'panels[2].type': undefined }),
    ['production/fraiseql-production-health/Queries by status: has no type. [panel-types]'],
  ],
  [
    'a graph draws one moment',
    bend({ 'panels[2].targets[1].instant': true, 'panels[2].targets[1].range': false }),
    [
      'production/fraiseql-production-health/Queries by status/B: draws this moment alone. Set range to true, and instant to false. [graph-targets]',
    ],
  ],
  [
    'a title is a number',
    bend({ 'panels[1].title': 5 }),
    [
      "production/fraiseql-production-health: is no dashboard at 'panels[1].title': Invalid input: expected string, received number. [well-formed]",
    ],
  ],
  [
    'a list is a text',
    bend({ tags: 'fraiseql' }),
    [
      "production/fraiseql-production-health: is no dashboard at 'tags': Invalid input: expected array, received string. [well-formed]",
    ],
  ],
  [
    'a dashboard has no uid',
    withUid(undefined),
    [
      'production/Production Health: has no uid. Links and alerts need one that stays. [uid-valid]',
      'production/Production Health/Time to answer: changes its colour at 0.1, for which there is no mark. [thresholds-claimed]',
      'production/Production Health/Time to answer: changes its colour at 0.15, for which there is no mark. [thresholds-claimed]',
      'production/Production Health/Time to answer: changes its colour at 0.3, for which there is no mark. [thresholds-claimed]',
      'production/Production Health/Cache hits: changes its colour at 0.8, for which there is no mark. [thresholds-claimed]',
    ],
  ],
  [
    'a uid is too long',
    withUid('fraiseql-production-health-of-the-whole-world'),
    [
      'production/fraiseql-production-health-of-the-whole-world: has a uid of 45 characters. Grafana takes 40. [uid-valid]',
    ],
  ],
  [
    'a uid has a space',
    withUid('fraiseql production health'),
    [
      "production/fraiseql production health: has the uid 'fraiseql production health'. Use letters, digits, - and _ alone. [uid-valid]",
    ],
  ],
  [
    'two dashboards share a title',
    bend({ title: 'SLO' }),
    [
      "production/fraiseql-production-health: shares its title 'SLO' with another. Change one. [unique-dashboards]",
      "production/fraiseql-slo: shares its title 'SLO' with another. Change one. [unique-dashboards]",
    ],
  ],
  [
    'a panel has no id',
    bend({ 'panels[4].id': undefined }),
    [
      'production/fraiseql-production-health/Anomalies: has the id undefined. It must be a whole number above 0. [panel-ids]',
    ],
  ],
  [
    'a row has the id 0',
    bend({ 'panels[0].id': 0 }),
    [
      'production/fraiseql-production-health/What customers see: has the id 0. It must be a whole number above 0. [panel-ids]',
    ],
  ],
  [
    'two panels share an id',
    bend({ 'panels[4].id': 1 }),
    [
      "production/fraiseql-production-health/Anomalies: has the id 1, which 'What customers see' has already. [panel-ids]",
    ],
  ],
  [
    'a query has no refId',
    bend({ 'panels[2].targets[1].refId': undefined }),
    ['production/fraiseql-production-health/Queries by status: has a query without a refId. [ref-ids]'],
  ],
  [
    'two queries share a refId',
    bend({ 'panels[2].targets[1].refId': 'A' }),
    ['production/fraiseql-production-health/Queries by status: has two queries with the refId A. [ref-ids]'],
  ],
  [
    'a panel stands outside the grid',
    bend({ 'panels[4].gridPos.w': 20 }),
    [
      'production/fraiseql-production-health/Anomalies: stands at x 6, y 9, 20 wide, 8 high, which is not inside 24 columns. [grid-layout]',
    ],
  ],
  [
    'a panel stands on another',
    bend({ 'panels[4].gridPos.x': 5 }),
    [
      "production/fraiseql-production-health/Anomalies: stands on 'Cache hits': x 5, y 9, 18 wide, 8 high and x 0, y 9, 6 wide, 8 high. [grid-layout]",
    ],
  ],
  [
    'a panel stands nowhere',
    bend({ 'panels[4].gridPos': undefined }),
    ['production/fraiseql-production-health/Anomalies: has no gridPos. [grid-layout]'],
  ],
  [
    'a dashboard asks to be imported by hand',
    bend({ __inputs: [{ name: 'DS_PROMETHEUS' }] }),
    [
      'production/fraiseql-production-health: has __inputs, which only the dialog for imports reads. Use the variable $datasource. [no-import-inputs]',
    ],
  ],
  [
    'a panel waits for a data source to be filled in',
    bend({ 'panels[4].datasource.uid': '${DS_PROMETHEUS}' }),
    [
      'production/fraiseql-production-health/Anomalies: asks the data source $DS_PROMETHEUS, which is no variable of a data source here. [panel-datasource]',
      "production/fraiseql-production-health: has '${DS_PROMETHEUS}' in panels[4].datasource.uid, which nobody fills in. Use $datasource. [no-import-inputs]",
      'production/fraiseql-production-health/Anomalies: uses $DS_PROMETHEUS, which is no variable here. [variables-used]',
    ],
  ],
  [
    'a dashboard has the id that it had elsewhere',
    bend({ id: 12 }),
    [
      'production/fraiseql-production-health: has the id 12, which each Grafana sets for itself. Leave it out. [no-instance-fields]',
    ],
  ],
  [
    'a dashboard has no schema',
    bend({ schemaVersion: undefined }),
    [
      'production/fraiseql-production-health: has no schemaVersion: Grafana takes it for its oldest, and rewrites it. [schema-version]',
    ],
  ],
  [
    'a dashboard has a schema of the future',
    bend({ schemaVersion: 42 }),
    [
      'production/fraiseql-production-health: has the schemaVersion 42. Grafana 10 reads up to 39. [schema-version]',
    ],
  ],
  [
    'a link is hidden',
    bend({ 'links[1].placement': 'inControlsMenu' }),
    [
      "production/fraiseql-production-health/link 'Runbooks': is hidden in a menu. Leave placement out, got 'inControlsMenu'. [controls-visible]",
    ],
  ],
  [
    'an annotation is hidden',
    bend({ 'annotations.list[0].placement': 'inControlsMenu' }),
    [
      "production/fraiseql-production-health/annotation 'Pages': is hidden in a menu. Leave placement out, got 'inControlsMenu'. [controls-visible]",
    ],
  ],
  [
    'a value is made of many in a way that nobody wrote',
    bend({ 'panels[3].options.reduceOptions.calcs': [] }),
    [
      "production/fraiseql-production-health/Cache hits: does not say which value it shows. Set calcs, such as 'lastNotNull'. [stat-calcs]",
    ],
  ],
  [
    'a table asks for a range of time',
    bend({
      'panels[4].targets[0].instant': false,
      'panels[4].targets[0].range': true,
      'panels[4].targets[0].expr': `sum by (rule) (increase(fraiseql_anomalies_detected_total{${chosen}}[$__rate_interval]))`,
    }),
    [
      'production/fraiseql-production-health/Anomalies/A: fills a table with a range of time. Set instant to true, and range to false. [table-targets]',
    ],
  ],
  [
    'a table is filled with series',
    bend({ 'panels[4].targets[0].format': 'time_series' }),
    [
      "production/fraiseql-production-health/Anomalies/A: fills a table as 'time_series'. Set format to 'table'. [table-targets]",
    ],
  ],
  [
    'a dashboard has no tag',
    bend({ tags: [] }),
    [
      'production/fraiseql-production-health: has no tag, by which others find it. [has-tag]',
      "production/fraiseql-slo: has no link to the dashboard 'fraiseql-production-health'. Add one, by a tag that it has. [links-present]",
    ],
  ],
  [
    'a dashboard has no time zone',
    bend({ timezone: '' }),
    [
      "production/fraiseql-production-health: has no timezone, so that each reader has another. Write 'utc', or 'browser' where that is meant. [timezone-set]",
    ],
  ],
  [
    'a dashboard never asks again',
    bend({ refresh: '' }),
    [
      "production/fraiseql-production-health: has '' as its refresh. Write a duration of 30s or more. [refresh-unhurried]",
    ],
  ],
  [
    'a dashboard asks again all the time',
    bend({ refresh: '5s' }),
    ['production/fraiseql-production-health: asks again every 5s. Write 30s or more. [refresh-unhurried]'],
  ],
  [
    'a dashboard is too large',
    bend({ 'panels[5].panels[0].content': 'x'.repeat(900_000) }),
    [
      'production/fraiseql-production-health: has 907 kB of JSON, more than 900 kB. Divide it. [dashboard-size]',
    ],
  ],
];
