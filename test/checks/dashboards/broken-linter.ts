import { bend, type BrokenDashboard } from './bend.ts';
import { chosen } from './good.ts';

/** Faults that grafana/dashboard-linter has a rule for. */
export const brokenForLinter: readonly BrokenDashboard[] = [
  [
    'a variable of a data source is of no type',
    bend({ 'templating.list[0].query': undefined }),
    [
      "production/fraiseql-production-health/$datasource: is of no type of data source. Say which: 'prometheus'. [template-datasource]",
    ],
  ],
  [
    'a variable has no type',
    bend({
      'templating.list[3]': {
        name: 'pod',
        datasource: { uid: '$datasource' },
        query: 'label_values(up{job=~"$job", pod=~"$pod"}, pod)',
      },
      'links[1].tooltip': '$pod',
    }),
    ["production/fraiseql-production-health/$pod: has no type. Write 'query'. [template-label-promql]"],
  ],
  [
    'an annotation asks the default data source',
    bend({ 'annotations.list[0].datasource': undefined }),
    [
      "production/fraiseql-production-health/annotation 'Pages': says no data source, so that it asks whatever is the default. Use $datasource. [panel-datasource]",
    ],
  ],
  [
    'no variable of a data source',
    bend({ 'templating.list[0].type': 'custom', 'templating.list[0].query': 'prometheus' }),
    [
      "production/fraiseql-production-health: has no variable for its data source. Add 'datasource', of the type datasource. [template-datasource]",
      'production/fraiseql-production-health/$job: asks the data source $datasource, which is no variable of a data source here. [panel-datasource]',
      'production/fraiseql-production-health/$instance: asks the data source $datasource, which is no variable of a data source here. [panel-datasource]',
      "production/fraiseql-production-health/annotation 'Pages': asks the data source $datasource, which is no variable of a data source here. [panel-datasource]",
      'production/fraiseql-production-health/Time to answer: asks the data source $datasource, which is no variable of a data source here. [panel-datasource]',
      'production/fraiseql-production-health/Queries by status: asks the data source $datasource, which is no variable of a data source here. [panel-datasource]',
      'production/fraiseql-production-health/Cache hits: asks the data source $datasource, which is no variable of a data source here. [panel-datasource]',
      'production/fraiseql-production-health/Anomalies: asks the data source $datasource, which is no variable of a data source here. [panel-datasource]',
    ],
  ],
  [
    'the variable of the data source has another label',
    bend({ 'templating.list[0].label': 'Prometheus' }),
    [
      "production/fraiseql-production-health/$datasource: has the label 'Prometheus'. Write 'Data source' or 'Prometheus data source'. [template-datasource]",
    ],
  ],
  [
    'no variable of jobs',
    bend({ 'templating.list[1].type': 'custom', 'templating.list[1].query': 'fraiseql' }),
    [
      "production/fraiseql-production-health: has no variable 'job'. Add one: a query for label_values(\u2026, job). [template-job]",
    ],
  ],
  [
    'the variable of jobs takes one value',
    bend({ 'templating.list[1].multi': false }),
    ['production/fraiseql-production-health/$job: takes one value alone. Set multi. [template-job]'],
  ],
  [
    'the variable of instances stands for nothing when all are chosen',
    bend({ 'templating.list[2].allValue': undefined }),
    [
      "production/fraiseql-production-health/$instance: stands for '' when all are chosen. Set allValue to '.+'. [template-instance]",
    ],
  ],
  [
    'the variable of instances is called otherwise above',
    bend({ 'templating.list[2].label': 'Replica' }),
    [
      "production/fraiseql-production-health/$instance: has the label 'Replica'. Write 'Instance'. [template-instance]",
    ],
  ],
  [
    'the variable of instances asks a data source that is fixed',
    bend({ 'templating.list[2].datasource.uid': 'prom-1' }),
    [
      "production/fraiseql-production-health/$instance: asks the data source 'prom-1', which only one Grafana has. Use $datasource. [panel-datasource]",
    ],
  ],
  [
    'a variable asks what Grafana does not know',
    bend({ 'templating.list[1].query': 'label_value(up, job)' }),
    [
      "production/fraiseql-production-health/$job: asks 'label_value(up, job)', which is none of label_names(\u2026), label_values(\u2026, label), metrics(pattern) and query_result(PromQL). [template-label-promql]",
    ],
  ],
  [
    'a variable asks for series that are no PromQL',
    bend({ 'templating.list[1].query': 'label_values(up{job=, job)' }),
    ["production/fraiseql-production-health/$job: is not PromQL at 'its end'. [template-label-promql]"],
  ],
  [
    'a variable asks for metrics by a broken pattern',
    bend({ 'templating.list[1].query': 'metrics((up)' }),
    [
      "production/fraiseql-production-health/$job: asks for metrics like '(up', which is no regular expression. [template-label-promql]",
    ],
  ],
  [
    'a variable is filled once',
    bend({ 'templating.list[1].refresh': 1 }),
    [
      'production/fraiseql-production-health/$job: is not filled anew when the time range changes. Set refresh to 2, got 1. [template-on-time-change-reload]',
    ],
  ],
  [
    'a panel asks a data source of one Grafana',
    bend({ 'panels[1].datasource.uid': 'prom-1' }),
    [
      "production/fraiseql-production-health/Time to answer: asks the data source 'prom-1', which only one Grafana has. Use $datasource. [panel-datasource]",
    ],
  ],
  [
    'a query asks a data source that no variable chooses',
    bend({ 'panels[1].targets[0].datasource.uid': '${job}' }),
    [
      'production/fraiseql-production-health/Time to answer: asks the data source $job, which is no variable of a data source here. [panel-datasource]',
    ],
  ],
  [
    'a panel has no title',
    bend({ 'panels[1].title': ' ' }),
    ['production/fraiseql-production-health/panel 2: has no title. [panel-title-description]'],
  ],
  [
    'a panel has no description',
    bend({ 'panels[1].description': undefined }),
    [
      'production/fraiseql-production-health/Time to answer: has no description. Say what is measured, and what is normal. [panel-title-description]',
    ],
  ],
  [
    'a description says the title again',
    bend({ 'panels[1].description': 'Time to answer: the time.' }),
    [
      "production/fraiseql-production-health/Time to answer: has the description 'Time to answer: the time.', which says no more than its title. Say what is normal. [panel-title-description]",
    ],
  ],
  [
    'a row has no title',
    bend({ 'panels[0].title': undefined }),
    ['production/fraiseql-production-health/panel 1: has no title. [panel-title-description]'],
  ],
  [
    'a dashboard has no description',
    bend({ description: '' }),
    [
      'production/fraiseql-production-health: has no description. Say what is measured, and what is normal. [panel-title-description]',
    ],
  ],
  [
    'a panel has no unit',
    bend({ 'panels[1].fieldConfig.defaults.unit': undefined }),
    [
      'production/fraiseql-production-health/Time to answer: has no unit. Use one of percentunit, s, reqps, bytes, short, none. [panel-units]',
    ],
  ],
  [
    'a panel has a unit that others do not have',
    bend({ 'panels[1].fieldConfig.defaults.unit': 'ms' }),
    [
      "production/fraiseql-production-health/Time to answer: has the unit 'ms'. Use one of percentunit, s, reqps, bytes, short, none. [panel-units]",
    ],
  ],
  [
    'a column has a unit that others do not have',
    bend({ 'panels[4].fieldConfig.overrides': [{ properties: [{ id: 'unit', value: 'percent' }] }] }),
    [
      "production/fraiseql-production-health/Anomalies: has the unit 'percent'. Use one of percentunit, s, reqps, bytes, short, none. [panel-units]",
    ],
  ],
  [
    'a panel asks nothing',
    bend({ 'panels[4].targets': [] }),
    ['production/fraiseql-production-health/Anomalies: has no query, and shows nothing. [panel-no-targets]'],
  ],
  [
    'a query is no PromQL',
    bend({ 'panels[2].targets[1].expr': 'count(up{job=~"$job"}' }),
    [
      "production/fraiseql-production-health/Queries by status/B: is not PromQL at 'its end'. [target-promql]",
    ],
  ],
  [
    'a query is empty',
    bend({ 'panels[2].targets[1].expr': ' ' }),
    ['production/fraiseql-production-health/Queries by status/B: asks nothing. [target-promql]'],
  ],
  [
    'an annotation is no PromQL',
    bend({ 'annotations.list[0].expr': 'ALERTS{alertstate=firing}' }),
    ["production/fraiseql-production-health/annotation 'Pages': is not PromQL at 'firing}'. [target-promql]"],
  ],
  [
    'a rate looks back a fixed span',
    bend({ 'panels[2].targets[0].expr': `sum by (status) (rate(fraiseql_queries_total{${chosen}}[5m]))` }),
    [
      'production/fraiseql-production-health/Queries by status/A: looks back 5m by rate, however far its points are apart. Use [$__rate_interval]. [target-rate-interval]',
    ],
  ],
  [
    'a query leaves out the job',
    bend({
      'panels[2].targets[0].expr':
        'sum by (status) (rate(fraiseql_queries_total{instance=~"$instance"}[$__rate_interval]))',
    }),
    [
      'production/fraiseql-production-health/Queries by status/A: selects fraiseql_queries_total{instance=~"$instance"}, whatever job is chosen. Add job=~"$job". [target-job]',
    ],
  ],
  [
    'a query leaves out the instance',
    bend({
      'panels[2].targets[0].expr':
        'sum by (status) (rate(fraiseql_queries_total{job=~"$job"}[$__rate_interval]))',
    }),
    [
      'production/fraiseql-production-health/Queries by status/A: selects fraiseql_queries_total{job=~"$job"}, whatever instance is chosen. Add instance=~"$instance". [target-instance]',
    ],
  ],
  [
    'a counter is shown as it is',
    bend({ 'panels[2].targets[0].expr': `sum by (status) (fraiseql_queries_total{${chosen}})` }),
    [
      'production/fraiseql-production-health/Queries by status/A: takes the counter fraiseql_queries_total{job=~"$job", instance=~"$instance"} as it is, which falls with every restart. Use rate(fraiseql_queries_total{job=~"$job", instance=~"$instance"}[$__rate_interval]). [target-counter-agg]',
    ],
  ],
  [
    'a query of logs chooses no stream',
    bend({
      'panels[2].targets[1]': {
        refId: 'B',
        datasource: { type: 'loki', uid: '${datasource}' },
        expr: 'level="error"',
      },
    }),
    [
      'production/fraiseql-production-health/Queries by status/B: chooses no stream. Begin with {label="value"}. [target-logql]',
    ],
  ],
  [
    'a query of logs looks back a fixed span',
    bend({
      'panels[2].targets[1]': {
        refId: 'B',
        datasource: { type: 'loki', uid: '${datasource}' },
        expr: 'count_over_time({app="fraiseql"}[5m])',
      },
    }),
    [
      'production/fraiseql-production-health/Queries by status/B: looks back 5m. Use [$__auto]. [target-logql-auto]',
    ],
  ],
  [
    'a dashboard can be edited',
    bend({ editable: true }),
    [
      'production/fraiseql-production-health: can be edited in the browser, where the next delivery undoes it. Set editable to false. [uneditable-dashboard]',
    ],
  ],
];
