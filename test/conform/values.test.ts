import { describe, expect, test } from 'vitest';
import { good } from './bend.ts';
import { found, harms, lines } from './found.ts';

/** A text that differs in one place, what is found, and whom it harms. */
interface Change {
  readonly change: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly finds: readonly string[];
  readonly harms?: readonly string[];
}

const duration = 'fraiseql_query_duration_seconds';
const latencyPartly = [
  'partly HighLatency',
  'partly LatencyBurnFast',
  'partly LatencyBurnSlow',
  'partly LatencyUnmeasured',
  'partly MediumLatency',
  'partly latency',
  'partly latency-sla',
];

const changes: readonly Change[] = [
  {
    change: 'a counter is announced as a gauge',
    from: '# TYPE fraiseql_queries_total counter',
    to: '# TYPE fraiseql_queries_total gauge',
    finds: [
      'type fraiseql_queries_total: It is a gauge, and must be a counter. Prometheus does not look at it, people and Grafana do.',
    ],
  },
  {
    change: 'a type is missing',
    from: '# TYPE fraiseql_uptime_seconds gauge\n',
    to: '',
    finds: [
      'type fraiseql_uptime_seconds: It has no TYPE, and must be a gauge. Prometheus does not look at it, people and Grafana do.',
    ],
  },
  {
    change: 'a gauge is not a number',
    from: 'fraiseql_db_connections_max 100',
    to: 'fraiseql_db_connections_max NaN',
    finds: [
      'values fraiseql_db_connections_max: Every value is NaN, which is neither above nor below any threshold.',
    ],
    harms: ['silent DatabasePoolExhausted', 'silent DatabasePoolPressure'],
  },
  {
    change: 'one of several is not a number',
    from: 'fraiseql_dependency_up{dependency="kms"} 1',
    to: 'fraiseql_dependency_up{dependency="kms"} NaN',
    finds: [
      'values fraiseql_dependency_up: 1 of 4 values are NaN, which is neither above nor below any threshold.',
    ],
    harms: ['partly DependencyDegraded', 'partly DependencyDown'],
  },
  {
    change: 'a counter is negative',
    from: 'fraiseql_anomalies_detected_total{rule="query_spike"} 4',
    to: 'fraiseql_anomalies_detected_total{rule="query_spike"} -4',
    finds: [
      'values fraiseql_anomalies_detected_total: Every value is below 0, and a counter counts up from 0.',
    ],
    harms: ['partly AnomalyDetected'],
  },
  {
    change: 'a bucket counts less than one below it',
    from: `${duration}_bucket{le="0.1",operation="query"} 4`,
    to: `${duration}_bucket{le="0.1",operation="query"} 1`,
    finds: [`values ${duration}: A bucket counts less than one below it: buckets must add up.`],
    harms: latencyPartly,
  },
  {
    change: 'a histogram counts something else than its last bucket',
    from: `${duration}_count{operation="query"} 4`,
    to: `${duration}_count{operation="query"} 5`,
    finds: [`values ${duration}: Its bucket le="+Inf" counts something else than its _count.`],
    harms: latencyPartly,
  },
  {
    change: 'a value has a time of its own',
    from: 'fraiseql_api_keys_active 487',
    to: 'fraiseql_api_keys_active 487 1600000000000',
    finds: [
      'values fraiseql_api_keys_active: Line 172 has a time of its own after the value. Prometheus drops what is too old or out of order, and nobody is told. Leave the time to Prometheus.',
    ],
  },
  {
    change: 'a series is printed twice',
    from: 'fraiseql_api_keys_active 487',
    to: 'fraiseql_api_keys_active 487\nfraiseql_api_keys_active 12',
    finds: [
      'duplicates fraiseql_api_keys_active: Line 173 repeats a series. Prometheus keeps the first value alone.',
    ],
  },
  {
    change: 'some series lack a label',
    from: 'fraiseql_rate_limit_triggered_total{tier="free"} 7',
    to: 'fraiseql_rate_limit_triggered_total{tier="free"} 7\nfraiseql_rate_limit_triggered_total 2',
    finds: ['labels fraiseql_rate_limit_triggered_total: 1 of 2 series lack the label tier.'],
    harms: ['partly RateLimitTriggered'],
  },
  ...[
    ['e-mail addresses', 'ada@example.com'],
    ['UUIDs', '123e4567-e89b-12d3-a456-426614174000'],
    ['IP addresses', '203.0.113.7'],
    ['IP addresses', '2001:db8::7'],
    ['tokens', 'eyJhbGciOi.x.y'],
    ['hashes or keys', 'd41d8cd98f00b204e9800998ecf8427e'],
  ].map(([what = '', value = '']) => ({
    change: `a label holds ${what} such as ${value}`,
    from: 'reason="expired"',
    to: `reason="${value}"`,
    finds: [
      `personal data fraiseql_auth_failures_total: 1 of 1 values of label reason look like ${what}: personal data, or values without end. Log them instead.`,
    ],
  })),
  {
    change: 'a label has no end',
    from: 'fraiseql_api_key_validations_total{status="failure"} 270',
    to: Array.from(
      { length: 80 },
      (_, at) => `fraiseql_api_key_validations_total{status="s${String(at)}"} 1`,
    ).join('\n'),
    finds: [
      'cardinality fraiseql_api_key_validations_total: Label status has 81 values, and may have 70: HTTP has 63 registered status codes.',
    ],
  },
  {
    change: 'there are more series than anybody should store',
    from: 'fraiseql_api_keys_active 487',
    to: `fraiseql_api_keys_active 487\n${Array.from({ length: 9999 }, (_, at) => `other_${String(at % 100)}{n="${String(at)}"} 1`).join('\n')}`,
    finds: ['cardinality /metrics: There are 10125 series, and may be 10000. Most are other_0: 100.'],
  },
];

describe('a text that differs in one place', () => {
  test.each(changes)('$change', ({ from, to, finds, harms: expected = [] }) => {
    const text = good.contract.replace(from, to);
    expect(text).not.toBe(good.contract);
    const judgement = found(text);
    expect(lines(judgement)).toEqual(finds);
    expect(harms(judgement).sort()).toEqual(expected);
    expect(judgement.conforms).toBe(false);
  });
});

test('no value of a label is ever shown: it may be personal data', () => {
  const text = good.contract.replace('reason="expired"', 'reason="ada@example.com"');
  expect(JSON.stringify(found(text))).not.toContain('ada@');
});

test('OpenMetrics names a counter without its end, and conforms as well', () => {
  const types = good.contract.replace(/^# (TYPE|HELP) (\S+)_total /gm, '# $1 $2 ').replace(/^\n/gm, '');
  const text = `${types.replace('# TYPE fraiseql_build_info gauge', '# TYPE fraiseql_build info').replace('# HELP fraiseql_build_info', '# HELP fraiseql_build')}# EOF\n`;
  expect(lines(found(text))).toEqual([]);
});

test('a server of another binding is recognised', () => {
  expect(found(good['fraiseql-2.15'], 'contract').meant).toBe('fraiseql-2.15');
  expect(found(good.contract, 'fraiseql-2.15').meant).toBe('contract');
});

test('what was not seen yet is missing for whoever asks strictly', () => {
  const text = good.contract.replaceAll(/^.*fraiseql_anomalies_detected_total.*\n/gm, '');
  expect(found(text).conforms).toBe(true);
  expect(found(text, 'contract', true)).toMatchObject({
    conforms: false,
    harms: [{ name: 'AnomalyDetected', fate: 'silent' }, { kind: 'panel' }],
  });
});
