import { bend, marked, type BrokenDashboard } from './bend.ts';
import { chosen } from './good.ts';

/** Faults in what a dashboard says. */
export const brokenMeanings: readonly BrokenDashboard[] = [
  [
    'a colour is set for a series that has another name by now',
    bend({
      'panels[1].fieldConfig.overrides': [{ matcher: { id: 'byName', options: 'P99' }, properties: [] }],
    }),
    [
      "production/fraiseql-production-health/Time to answer: sets something for 'P99', which is no series or column here. [fields-exist]",
    ],
  ],
  [
    'a column is named that the query does not give',
    bend({
      'panels[4].transformations': [
        { id: 'organize', options: { renameByName: { rules: 'Rule', Value: 'Anomalies' } } },
      ],
    }),
    [
      "production/fraiseql-production-health/Anomalies: arranges the column 'rules', which no query gives. They give Time, rule, Value. [fields-exist]",
    ],
  ],
  [
    'a link has no address',
    bend({ 'panels[1].links': [{ title: 'Runbook', type: 'link', url: '' }] }),
    ["production/fraiseql-production-health/link 'Runbook': leads nowhere. Give it a url. [links-resolve]"],
  ],
  [
    'a variable is used that is not there',
    bend({ 'panels[2].title': 'Queries of $service' }),
    [
      'production/fraiseql-production-health/Queries of $service: uses $service, which is no variable here. [variables-used]',
    ],
  ],
  [
    'a variable is there that nobody uses',
    bend({ 'templating.list[3]': { name: 'service', type: 'custom', query: 'api' } }),
    ['production/fraiseql-production-health/$service: is used nowhere. Drop it, or use it. [variables-used]'],
  ],
  [
    'a variable of several values is asked for equality',
    bend({ 'panels[2].targets[1].expr': 'count(up{job="$job"})' }),
    [
      'production/fraiseql-production-health/Queries by status/B: asks for job="$job", which may stand for several. Use =~. [multi-value-matched]',
    ],
  ],
  [
    'a query reads a series that nobody exports',
    bend({ 'panels[2].targets[1].expr': 'count(ups{job=~"$job", instance=~"$instance"})' }),
    [
      "production/fraiseql-production-health/Queries by status/B: reads 'ups', which no contract in src/metrics/ promises. [metrics-known]",
    ],
  ],
  [
    'a query names no series',
    bend({ 'panels[2].targets[1].expr': 'count({job=~"$job", instance=~"$instance"})' }),
    [
      'production/fraiseql-production-health/Queries by status/B: asks for series by no name of a metric, so that nobody can know what it shows. Name one. [metrics-known]',
    ],
  ],
  [
    'a query asks for a label that the series does not have',
    bend({ 'panels[2].targets[1].expr': 'count(up{job=~"$job", insance=~"$instance"})' }),
    [
      "production/fraiseql-production-health/Queries by status/B: asks up for the label 'insance', which it does not have. Did you mean 'instance'? [matcher-labels-known]",
    ],
  ],
  [
    'a query counts those of every namespace',
    bend({
      'panels[2].targets[1].expr': 'count(kube_cronjob_created{cronjob="fraiseql-backup"})',
    }),
    [
      'production/fraiseql-production-health/Queries by status/B: selects kube_cronjob_created{cronjob="fraiseql-backup"}, whatever namespace is chosen. Add namespace=~"$namespace". [target-namespace]',
    ],
  ],
  [
    'a quantile is taken of what is no histogram',
    bend({
      'panels[1].targets[0].expr': `histogram_quantile(0.95, sum(rate(fraiseql_query_duration_seconds_bucket{${chosen}}[$__rate_interval])))`,
    }),
    [
      'production/fraiseql-production-health/Time to answer/A: takes a quantile of \'sum(rate(fraiseql_query_duration_seconds_bucket{job=~"$job", instance=~"$instance"}[$__rate_interval]))\', which has no \'le\'. Use sum by (le) (rate(\u2026_bucket[\u2026])). [target-quantile-le]',
      'production/fraiseql-production-health/Time to answer: marks 0.15 for MediumLatency, and shows nothing that this alert compares with it. [marks-match-queries]',
      'production/fraiseql-production-health/Time to answer: marks 0.3 for HighLatency, and shows nothing that this alert compares with it. [marks-match-queries]',
    ],
  ],
  [
    'several series have no legend',
    bend({ 'panels[2].targets[0].legendFormat': '{{}}' }),
    [
      'production/fraiseql-production-health/Queries by status/A: has no legend. Its series differ by status: write {{status}}. [legend-set]',
    ],
  ],
  [
    'several series have one legend',
    bend({ 'panels[2].targets[0].legendFormat': 'Queries' }),
    [
      "production/fraiseql-production-health/Queries by status/A: can give several series, and calls each 'Queries'. Its series differ by status: write {{status}}. [legend-set]",
    ],
  ],
  [
    'Grafana makes the legend',
    bend({ 'panels[2].targets[0].legendFormat': '__auto' }),
    [
      'production/fraiseql-production-health/Queries by status/A: has the legend __auto, which is whatever Grafana makes of the labels. Write one. [legend-set]',
    ],
  ],
  [
    'one of several queries has no legend',
    bend({ 'panels[2].targets[1].legendFormat': undefined }),
    [
      'production/fraiseql-production-health/Queries by status/B: has no legend. Say what it is. [legend-set]',
    ],
  ],
  [
    'a legend names a label that is summed away',
    bend({ 'panels[2].targets[0].legendFormat': '{{status}} of {{pod}}' }),
    [
      "production/fraiseql-production-health/Queries by status/A: names the label 'pod', which its result does not have. It can have status. [legend-labels-exist]",
    ],
  ],
  [
    'an annotation names a label that alerts do not have',
    bend({ 'annotations.list[0].textFormat': '{{team}}' }),
    [
      "production/fraiseql-production-health/annotation 'Pages': names the label 'team', which its result does not have. It can have __name__, alertname, alertstate, container, endpoint, environment, instance, job, namespace, node, pod, service, severity. [legend-labels-exist]",
    ],
  ],
  [
    'thresholds are not in order',
    bend({ 'panels[1].fieldConfig.defaults.thresholds.steps[2].value': 0.05 }),
    [
      'production/fraiseql-production-health/Time to answer: has the thresholds 0.1, 0.05, 0.3, which do not rise. [threshold-steps]',
      'production/fraiseql-production-health/Time to answer: changes its colour at 0.05, for which there is no mark. [thresholds-claimed]',
      'production/fraiseql-production-health/Time to answer: has no threshold at 0.15, which marks MediumLatency. [thresholds-claimed]',
    ],
  ],
  [
    'thresholds have no lowest colour',
    bend({ 'panels[2].fieldConfig.defaults.thresholds.steps[0].value': 0 }),
    [
      'production/fraiseql-production-health/Queries by status: has 0 as its lowest threshold. The first step has the value null. [threshold-steps]',
    ],
  ],
  [
    'thresholds are parts of the axis',
    bend({ 'panels[2].fieldConfig.defaults.thresholds.mode': 'percentage' }),
    [
      "production/fraiseql-production-health/Queries by status: has thresholds in 'percentage'. An alert knows values alone: use 'absolute'. [threshold-steps]",
    ],
  ],
  [
    'a threshold has a colour that tells nothing',
    bend({ 'panels[2].fieldConfig.defaults.thresholds.steps[0].color': 'blue' }),
    [
      'production/fraiseql-production-health/Queries by status: has thresholds in blue. Use green, yellow (objective), orange (ticket), red (page). [threshold-colours]',
    ],
  ],
  [
    'colours get worse and better again',
    bend({ 'panels[1].fieldConfig.defaults.thresholds.steps[3].color': 'green' }),
    [
      'production/fraiseql-production-health/Time to answer: has the colours green, yellow, orange, green, which do not get worse in one direction. [threshold-colours]',
    ],
  ],
  [
    'what is best is not green',
    bend({ 'panels[2].fieldConfig.defaults.thresholds.steps[0].color': 'orange' }),
    [
      'production/fraiseql-production-health/Queries by status: has the colours orange. The best must be green. [threshold-colours]',
    ],
  ],
  [
    'a threshold belongs to no alert',
    bend({ 'panels[2].fieldConfig.defaults.thresholds.steps[1]': { value: 25, color: 'red' } }),
    [
      'production/fraiseql-production-health/Queries by status: changes its colour at 25, for which there is no mark. [thresholds-claimed]',
    ],
  ],
  [
    "a threshold moved away from its alert's",
    bend({ 'panels[1].fieldConfig.defaults.thresholds.steps[3].value': 0.5 }),
    [
      'production/fraiseql-production-health/Time to answer: changes its colour at 0.5, for which there is no mark. [thresholds-claimed]',
      'production/fraiseql-production-health/Time to answer: has no threshold at 0.3, which marks HighLatency. [thresholds-claimed]',
    ],
  ],
  [
    'colours are the wrong way round',
    bend({
      'panels[3].fieldConfig.defaults.thresholds.steps[0].color': 'green',
      'panels[3].fieldConfig.defaults.thresholds.steps[1].color': 'yellow',
    }),
    [
      'production/fraiseql-production-health/Cache hits: gets worse above 0.8, and CacheHitRateLow fires on the other side. [mark-colours]',
    ],
  ],
  [
    'a ticket has the colour of a page',
    bend({ 'panels[1].fieldConfig.defaults.thresholds.steps[2].color': 'red' }),
    [
      'production/fraiseql-production-health/Time to answer: is red above 0.15, where its mark makes it orange. [mark-colours]',
    ],
  ],
  [
    'a panel shows something else than its alert judges',
    bend({
      'panels[3].targets[0].expr': 'sum(fraiseql_db_connections_active{job=~"$job", instance=~"$instance"})',
    }),
    [
      'production/fraiseql-production-health/Cache hits: marks 0.8 for CacheHitRateLow, and shows nothing that this alert compares with it. [marks-match-queries]',
    ],
  ],
  [
    'no link leads to the others',
    bend({ 'links[0].tags': ['other'] }),
    [
      "production/fraiseql-production-health: has no link to the dashboard 'fraiseql-slo'. Add one, by a tag that it has. [links-present]",
      "production/fraiseql-production-health/link 'Boards': lists dashboards with the tags other, and there is none. [links-resolve]",
    ],
  ],
  [
    'no link leads to the runbooks',
    bend({ 'links[1].url': 'https://example.com' }),
    [
      'production/fraiseql-production-health: has no link to the runbooks at https://ops.fraiseql.com/runbooks. [links-present]',
    ],
  ],
  [
    'a link leads to a dashboard that is not there',
    bend({ 'panels[2].description': 'Queries a second; see /d/fraiseql-queries for each.' }),
    [
      "production/fraiseql-production-health/Queries by status: leads to the dashboard 'fraiseql-queries', and no dashboard has that uid. [links-resolve]",
    ],
  ],
  [
    'a link leads to a runbook that is not there',
    bend({ 'panels[1].links': [{ url: 'https://ops.fraiseql.com/runbooks/latency.md' }] }),
    [
      "production/fraiseql-production-health/Time to answer: leads to the runbook 'latency.md', which is no file in docs/runbooks/. [links-resolve]",
    ],
  ],
  [
    'a link leads to a section that is not there',
    bend({ 'panels[1].links': [{ url: 'https://ops.fraiseql.com/runbooks/queries.md#toolatency' }] }),
    [
      "production/fraiseql-production-health/Time to answer: leads to 'queries.md#toolatency', and that runbook has no section for '#toolatency'. [links-resolve]",
    ],
  ],
  [
    'a mark names an alert that is not there',
    marked(3, { alert: 'CacheColdStart' }),
    [
      "production/fraiseql-production-health/Cache hits: marks 0.8 for 'CacheColdStart', which is no alert here. [marks-match-alerts]",
    ],
  ],
  [
    'a mark has a value that its alert does not have',
    marked(3, { alert: 'HighErrorRate' }),
    [
      'production/fraiseql-production-health/Cache hits: marks 0.8 for HighErrorRate, which compares with 0.005, 0.0025, 0.833333. [marks-match-alerts]',
      'production/fraiseql-production-health/Cache hits: marks 0.8 as objective for HighErrorRate, whose severity high means page. [marks-match-alerts]',
    ],
  ],
  [
    'a mark says page where a ticket is written',
    marked(1, { means: 'page' }),
    [
      'production/fraiseql-production-health/Time to answer: marks 0.15 as page for MediumLatency, whose severity medium means ticket. [marks-match-alerts]',
      'production/fraiseql-production-health/Time to answer: is orange above 0.15, where its mark makes it red. [mark-colours]',
    ],
  ],
  [
    'a mark is for a panel that is not there',
    marked(0, { panel: 99 }),
    [
      'production/fraiseql-production-health/Time to answer: changes its colour at 0.1, for which there is no mark. [thresholds-claimed]',
      'production/fraiseql-production-health: is marked at 0.1 in panel 99, which is not there. [thresholds-claimed]',
    ],
  ],
  [
    'a mark is drawn nowhere',
    marked(0, { value: 0.2 }),
    [
      'production/fraiseql-production-health/Time to answer: changes its colour at 0.1, for which there is no mark. [thresholds-claimed]',
      'production/fraiseql-production-health/Time to answer: has no threshold at 0.2, which marks an objective. [thresholds-claimed]',
    ],
  ],
];
