import { describe, expect, test } from 'vitest';
import { bend, good, messageFor } from './message.ts';

const scrape = `  scrape:
    via: service
    labels:
      app.kubernetes.io/name: fraiseql-api
    port: metrics
`;

describe('a settings file', () => {
  test('that is right has nothing wrong', () => {
    expect(messageFor(good)).toBe('nothing wrong');
  });

  test.each([
    {
      name: 'an unknown key',
      content: () => bend('  namespace: fraiseql\n', '  namespace: fraiseql\n  namspace: x\n'),
      message: "production.yaml:5:3: unknown key 'service.namspace'. Did you mean 'namespace'?",
    },
    {
      name: 'an unknown key unlike any other',
      content: () => bend('  binding: contract\n', '  binding: contract\n  colour: blue\n'),
      message: "production.yaml:20:3: unknown key 'metrics.colour'. Allowed here: binding.",
    },
    {
      name: 'a missing key',
      content: () => bend('  job: fraiseql\n', ''),
      message: "production.yaml:4:3: missing key 'service.job': it must be text.",
    },
    {
      name: 'a wrong type',
      content: () => bend('pagerDuty: true', 'pagerDuty: often'),
      message: "production.yaml:36:14: 'routing.pagerDuty' must be true or false, got 'often'.",
    },
    {
      name: 'a value that is not offered',
      content: () => bend('profile: tuned', 'profile: tunned'),
      message:
        "production.yaml:22:12: 'thresholds.profile' must be one of tuned, initial, got 'tunned'. Did you mean 'tuned'?",
    },
    {
      name: 'a kind of database that does not exist',
      content: () => bend('kind: in-cluster', 'kind: mainframe'),
      message: "production.yaml:25:9: 'database.kind' must be one of in-cluster, rds, got 'mainframe'.",
    },
    {
      name: 'an impossible number',
      content: () => bend('poolSize: 100', 'poolSize: -5'),
      message: "production.yaml:31:13: 'database.poolSize' must be 1 or more, got '-5'.",
    },
    {
      name: 'a number that is none',
      content: () => bend('poolSize: 100', 'poolSize: .nan'),
      message: "production.yaml:31:13: 'database.poolSize' must be a number, got 'NaN'.",
    },
    {
      name: 'a duration that does not exist',
      content: () => bend('scrapeInterval: 30s', 'scrapeInterval: 30 seconds'),
      message:
        "production.yaml:50:19: 'monitoring.scrapeInterval' must be a duration such as 30s, 5m or 1h30m, got '30 seconds'.",
    },
    {
      name: 'a time zone that does not exist',
      content: () =>
        bend(
          '  deadMansSwitch:',
          "  ticketHours: { weekdays: monday:friday, from: '09:00', to: '18:00', timeZone: Europe/Atlantis }\n  deadMansSwitch:",
        ),
      message:
        "production.yaml:41:81: 'routing.ticketHours.timeZone' must be a time zone that exists, such as Europe/Paris or UTC, got 'Europe/Atlantis'.",
    },
    {
      name: 'hours that end before they begin',
      content: () =>
        bend(
          '  deadMansSwitch:',
          "  ticketHours: { weekdays: monday:friday, from: '18:00', to: '09:00', timeZone: UTC }\n  deadMansSwitch:",
        ),
      message:
        "production.yaml:41:62: 'routing.ticketHours.to' must be a time later than `from`: hours may not cross midnight, got '09:00'.",
    },
    {
      name: 'a week that runs backwards',
      content: () =>
        bend(
          '  deadMansSwitch:',
          "  ticketHours: { weekdays: friday:monday, from: '09:00', to: '18:00', timeZone: UTC }\n  deadMansSwitch:",
        ),
      message:
        "production.yaml:41:28: 'routing.ticketHours.weekdays' must be a weekday or a range such as 'monday:friday', counted from Sunday, got 'friday:monday'.",
    },
    {
      name: 'a list where a map belongs',
      content: () => bend('  binding: contract\n', '  - binding\n'),
      message: "production.yaml:19:3: 'metrics' must be a map of keys, got a list.",
    },
    {
      name: 'a selector that tries to break out of its quotes',
      content: () => bend('job: fraiseql', `job: 'x"} or vector(1) #'`),
      message:
        "production.yaml:6:8: 'service.job' must be a job such as fraiseql or namespace/name, got 'x\"} or vector(1) #'.",
    },
    {
      name: 'a kind of platform that is misspelt',
      content: () => bend('kind: own', 'kind: shard'),
      message:
        "production.yaml:53:9: 'platform.kind' must be one of own, shared, got 'shard'. Did you mean 'shared'?",
    },
    {
      name: 'a platform of no kind',
      content: () => bend('  kind: own\n', ''),
      message: "production.yaml:53:3: missing key 'platform.kind': it must be one of own, shared.",
    },
    {
      name: 'a misspelt key of a kind of platform',
      content: () => bend('  longTerm:\n', '  longterm:\n'),
      message: "production.yaml:54:3: unknown key 'platform.longterm'. Did you mean 'longTerm'?",
    },
    {
      name: 'an unknown key of a kind of platform',
      content: () => bend('  kind: own\n', '  kind: own\n  colour: blue\n'),
      message:
        "production.yaml:54:3: unknown key 'platform.colour'. Allowed here: kind, storageClass, externalLabels, prometheus, alertmanager, longTerm.",
    },
    {
      name: 'a key that only the other kind of platform has',
      content: () => bend('kind: own', 'kind: shared'),
      message: "production.yaml:54:3: unknown key 'platform.longTerm'. It is for kind own.",
    },
    {
      name: 'several shards and nothing that sees them all',
      content: () =>
        bend('  longTerm:\n    secret: thanos-object-storage\n', '  prometheus: { shards: 3 }\n'),
      message:
        "production.yaml:54:25: 'platform.prometheus.shards' must be 1, unless `platform.longTerm` is set: rules over several shards need Thanos, got '3'.",
    },
    {
      name: 'the namespace of the service for the monitoring, which would be closed',
      content: () => bend('  namespace: monitoring\n', '  namespace: fraiseql\n'),
      message:
        "production.yaml:49:14: 'monitoring.namespace' must be another namespace than that of the service: what is not needed is closed in there, got 'fraiseql'.",
    },
    {
      name: 'the namespace of Argo CD for the monitoring, which would be closed',
      content: () => bend('  namespace: monitoring\n', '  namespace: argocd\n'),
      message:
        "production.yaml:49:14: 'monitoring.namespace' must be a namespace for the monitoring alone: all that it does not need is closed in there, got 'argocd'.",
    },
    {
      name: 'a database in the cluster that is somewhere else',
      content: () => bend('host: fraiseql-db.fraiseql.svc', 'host: db.example.com'),
      message:
        "production.yaml:27:11: 'database.connection.host' must be a Service in the namespace of `service`: its name, that namespace, and svc, with dots between, got 'db.example.com'.",
    },
    {
      name: 'two Secrets of one name, which nobody could tell apart',
      content: () => bend('secret: fraiseql-database-monitoring', 'secret: alertmanager-receivers'),
      message:
        /^production\.yaml:29:13: 'database\.connection\.secret' must be a Secret of its own: not one that another setting names, nor fraiseql-alertmanager-config, got .*\.$/,
    },
    {
      name: 'a port that does not exist',
      content: () => bend('https://api.fraiseql.com/health', 'https://api.fraiseql.com:99999/health'),
      message: /'probes\.api-health\.url' must be an https:\/\/ address whose port is from 1 to 65535, got/,
    },
    {
      name: 'memory of four bytes',
      content: () => bend('  kind: own\n', "  kind: own\n  prometheus: { memory: '4' }\n"),
      message: /'platform\.prometheus\.memory' must be an amount of memory such as 512Mi or 4Gi, got '4'\./,
    },
    {
      name: 'a job of the name that a component of this stack has',
      content: () => bend('  job: fraiseql\n', '  job: fraiseql-prometheus\n'),
      message:
        /'service\.job' must be a name that this stack does not use itself: it has .*, got 'fraiseql-prometheus'\./,
    },
    {
      name: 'labels that select every Service',
      content: () => bend('    labels:\n      app.kubernetes.io/name: fraiseql-api\n', '    labels: {}\n'),
      message:
        /'service\.scrape\.labels' must be at least one label: none would select everything, got a map\./,
    },
    {
      name: 'a label that would make replicas alike',
      content: () => bend('  kind: own\n', '  kind: own\n  externalLabels: { replica: a }\n'),
      message: /'replica' cannot be a key of 'platform\.externalLabels'/,
    },
    {
      name: 'an image by a tag that moves',
      content: () =>
        bend('network:\n', 'images:\n  prometheus: quay.io/prometheus/prometheus:v3\n\nnetwork:\n'),
      message:
        /^production\.yaml:\d+:15: 'images\.prometheus' must be an image with registry and an exact tag or digest, such as \S+, got 'quay\.io\/prometheus\/prometheus:v3'\.$/,
    },
    {
      name: 'an amount that Kubernetes would write otherwise',
      content: () =>
        bend('  kind: own\n', '  kind: own\n  prometheus:\n    cpu: 1000m\n    memory: 2048Mi\n'),
      message: [
        "production.yaml:55:10: 'platform.prometheus.cpu' must be the shortest form of an amount, such as 1 for 1000m, got '1000m'.",
        "production.yaml:56:13: 'platform.prometheus.memory' must be the shortest form of an amount, such as 2Gi for 2048Mi, got '2048Mi'.",
      ].join('\n'),
    },
    {
      name: 'a number where text belongs',
      content: () => bend('  kind: own\n', '  kind: own\n  prometheus: { cpu: 2 }\n'),
      message: "production.yaml:54:22: 'platform.prometheus.cpu' must be text, got '2'. Put it in quotes.",
    },
    {
      name: 'a part of a volume, and too many replicas',
      content: () => bend('  kind: own\n', '  kind: own\n  alertmanager: { storageGiB: 1.5, replicas: 9 }\n'),
      message: [
        "production.yaml:54:46: 'platform.alertmanager.replicas' must be 5 or less, got '9'.",
        "production.yaml:54:31: 'platform.alertmanager.storageGiB' must be a whole number, got '1.5'.",
      ].join('\n'),
    },
    {
      name: 'an unknown key of a probe',
      content: () => bend('    expects: health\n', '    expects: health\n    expect: health\n'),
      message: "production.yaml:17:5: unknown key 'probes.api-health.expect'. Did you mean 'expects'?",
    },
    {
      name: 'a probe without TLS',
      content: () => bend('url: https://api.fraiseql.com/health', 'url: http://api.fraiseql.com/health'),
      message:
        "production.yaml:15:10: 'probes.api-health.url' must be an https:// address without user, query, fragment or closing slash, got 'http://api.fraiseql.com/health'.",
    },
    {
      name: 'a probe whose name is none',
      content: () => bend('  api-health:\n', '  API_health:\n'),
      message:
        "production.yaml:14:3: 'API_health' cannot be a key of 'probes': it must be a Kubernetes name: lower case letters, digits and dashes.",
    },
    {
      name: 'a list of probes',
      content: () => bend('  api-health:\n    url', '  - name: api-health\n    url'),
      message: "production.yaml:14:3: 'probes' must be a map of keys, got a list.",
    },
    {
      name: 'an image without a tag',
      content: () => bend('network:', 'images:\n  thanos: quay.io/thanos/thanos\n\nnetwork:'),
      message:
        "production.yaml:64:11: 'images.thanos' must be an image with registry and an exact tag or digest, such as quay.io/prometheus/prometheus:v3.15.1, got 'quay.io/thanos/thanos'.",
    },
    {
      name: 'an image that changes overnight',
      content: () => bend('network:', 'images:\n  thanos: quay.io/thanos/thanos:latest\n\nnetwork:'),
      message:
        "production.yaml:64:11: 'images.thanos' must be an image with registry and an exact tag or digest, such as quay.io/prometheus/prometheus:v3.15.1, got 'quay.io/thanos/thanos:latest'.",
    },
    {
      name: 'an image of a misspelt component',
      content: () => bend('network:', 'images:\n  prometeus: quay.io/x/y:v3\n\nnetwork:'),
      message: "production.yaml:64:3: unknown key 'images.prometeus'. Did you mean 'prometheus'?",
    },
    {
      name: 'a key and nothing under it',
      content: () => bend('network:', 'images:\n\nnetwork:'),
      message: "production.yaml:63:8: 'images' must be a map of keys, got nothing.",
    },
    {
      name: 'an address range that is none',
      content: () =>
        bend('readers: [grafana]', 'readers: [grafana]\n  database:\n    - 10.0.0.0/16\n    - 10.0.0.300/8'),
      message:
        "production.yaml:67:7: 'network.database[1]' must be an IPv4 address range such as 10.0.0.0/16, got '10.0.0.300/8'.",
    },
    {
      name: 'text where a list belongs',
      content: () => bend('readers: [grafana]', 'readers: grafana'),
      message: "production.yaml:64:12: 'network.readers' must be a list, got 'grafana'.",
    },
    {
      name: 'a list that must not be empty',
      content: () => bend('readers: [grafana]', 'nodes: []'),
      message: "production.yaml:64:10: 'network.nodes' must be a list that is not empty, got an empty list.",
    },
    {
      name: 'a name of a port that Kubernetes would not take',
      content: () => bend('port: metrics', 'port: prometheus-metrics'),
      message:
        "production.yaml:11:11: 'service.scrape.port' must be the name of a port such as metrics, 15 characters at most, got 'prometheus-metrics'.",
    },
    {
      name: 'no way to scrape the service',
      content: () => bend(scrape, ''),
      message: "production.yaml:4:3: missing key 'service.scrape': it must be a map of keys.",
    },
    {
      name: 'a list where the way to scrape the service belongs',
      content: () => bend(scrape, '  scrape:\n    - via: service\n'),
      message: "production.yaml:8:5: 'service.scrape' must be a map of keys, got a list.",
    },
    {
      name: 'a label that Kubernetes would not take',
      content: () => bend('app.kubernetes.io/name: fraiseql-api', 'app.kubernetes.io/name: fraiseql api'),
      message:
        "production.yaml:10:31: 'service.scrape.labels.app.kubernetes.io/name' must be a label value: letters, digits, dots and dashes, got 'fraiseql api'.",
    },
    {
      name: "a label's key that Kubernetes would not take",
      content: () => bend('app.kubernetes.io/name: fraiseql-api', 'app name: fraiseql-api'),
      message:
        "production.yaml:10:7: 'app name' cannot be a key of 'service.scrape.labels': it must be a label key such as release.",
    },
    {
      name: 'a key that YAML takes for a number',
      content: () => bend('app.kubernetes.io/name: fraiseql-api', '1: fraiseql api'),
      message:
        "production.yaml:10:10: 'service.scrape.labels.1' must be a label value: letters, digits, dots and dashes, got 'fraiseql api'.",
    },
    {
      name: 'a value that is wrong in two ways',
      content: () => bend('volumeClaims: data-fraiseql-db-.*', `volumeClaims: '${'"'.repeat(201)}'`),
      message: `production.yaml:30:17: 'database.volumeClaims' must be 200 characters at most, got '${'"'.repeat(80)}…'.`,
    },
    {
      name: 'a repository whose address is none',
      content: () => bend('https://github.com/', 'github.com/'),
      message:
        "production.yaml:67:15: 'gitOps.repository' must be the address of a Git repository, without a password in it, got 'github.com/fraiseql/fraiseql-monitoring.git'.",
    },
    {
      name: 'a missing key deep down',
      content: () => bend('    secret: thanos-object-storage', '    storageGiB: 5'),
      message: "production.yaml:55:5: missing key 'platform.longTerm.secret': it must be text.",
    },
    {
      name: 'an environment that is not called like its file',
      content: () => bend('environment: production', 'environment: prod'),
      message: "production.yaml:1:14: 'environment' must be the file's name, 'production'.",
    },
    {
      name: 'nothing',
      content: () => '',
      message: 'production.yaml:1:1: is empty. Copy another environment and change what differs.',
    },
    {
      name: 'nothing but comments',
      content: () => '# later\n',
      message: 'production.yaml:1:1: is empty. Copy another environment and change what differs.',
    },
    {
      name: 'a list instead of settings',
      content: () => '- a\n- b\n',
      message: "production.yaml:1:1: 'the file' must be a map of keys, got a list.",
    },
    {
      name: 'a key given twice',
      content: () => bend('  job: fraiseql\n', '  job: fraiseql\n  job: other\n'),
      message: 'production.yaml:7:3: is not valid YAML: Map keys must be unique.',
    },
    {
      name: 'two documents',
      content: () => `${good}---\n${good}`,
      message:
        'production.yaml:68:1: is not valid YAML: Source contains multiple documents; please use YAML.parseAllDocuments().',
    },
    {
      name: 'a quote that never closes',
      content: () => bend('job: fraiseql', 'job: "fraiseql'),
      message: /^production\.yaml:\d+:\d+: is not valid YAML: /,
    },
    {
      name: 'an alias bomb',
      content: () =>
        `a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\n`,
      message: "production.yaml:2:8: refers to '*a', and settings may not use aliases. Write the value out.",
    },
    {
      name: 'text that is not UTF-8',
      content: () =>
        Buffer.concat([
          Buffer.from('environment: production\nservice: "'),
          Buffer.from([0xff, 0xfe]),
          Buffer.from('"\n'),
        ]),
      message: 'production.yaml:2:11: is not UTF-8 text. Save the file as UTF-8.',
    },
    {
      name: 'UTF-16',
      content: () => Buffer.from(good, 'utf16le'),
      message: 'production.yaml:1:2: is not UTF-8 text. Save the file as UTF-8.',
    },
  ])('with $name is refused', ({ content, message }) => {
    const got = messageFor(content());
    if (typeof message === 'string') expect(got).toBe(message);
    else expect(got).toMatch(message);
  });

  test.each([
    ['timeZone: europe/paris', 'a time zone that exists'],
    ['timeZone: EUROPE/PARIS', 'a time zone that exists'],
  ])('with %s, which Alertmanager does not know, is refused', (zone, wanted) => {
    const hours = `  ticketHours: { weekdays: monday, from: '09:00', to: '18:00', ${zone} }\n  deadMansSwitch:`;
    expect(messageFor(bend('  deadMansSwitch:', hours))).toContain(wanted);
  });

  test.each(['(a)\\\\1', '"', '(?i)x', '(', '[^]', ''])(
    "with '%s' for a regular expression is refused",
    (value) => {
      const got = messageFor(bend('volumeClaims: data-fraiseql-db-.*', `volumeClaims: '${value}'`));
      expect(got).toContain("'database.volumeClaims' must be a regular expression such as");
    },
  );

  test.each(['job: other', 'namespace: x', 'le: x', '__name__: x'])(
    'with %s among the matchers, which alerts set themselves, is refused',
    (matcher) => {
      const got = messageFor(bend('  job: fraiseql\n', `  job: fraiseql\n  matchers: { ${matcher} }\n`));
      expect(got).toContain('a label name such as cluster, and none of alertname,');
    },
  );

  test.each([
    'https:host/x',
    'https://g/>|<!channel>',
    'https://x.com/{{.X',
    'https://x.com/',
    'https://x.com?',
    'http://x.com',
  ])('with the address %s is refused', (address) => {
    const got = messageFor(bend('https://grafana.fraiseql.com', `'${address}'`));
    expect(got).toContain("'links.dashboards' must be an https:// address without");
  });

  test('cannot forge a line of the log, nor fill the screen', () => {
    const got = messageFor(
      bend('profile: tuned', `profile: "x\\nproduction.yaml:1:1: all is well${'y'.repeat(500)}"`),
    );
    expect(got.split('\n')).toHaveLength(1);
    expect(got.length).toBeLessThan(300);
  });
});
