import { describe, expect, test } from 'vitest';
import type { Objective } from '../../src/model/objective.ts';
import { goodStack, judgeStack } from './judge.ts';

/** What a check says when one objective differs. */
function judgeBent(check: string, name: Objective['name'], bend: Partial<Objective>): readonly string[] {
  const objectives = goodStack.objectives.map((one) => (one.name === name ? { ...one, ...bend } : one));
  return judgeStack(check, { objectives });
}

const checks = [
  'objective-well-formed',
  'tier-can-fire',
  'tier-quiet-on-good-day',
  'one-event-stays-quiet',
  'sla-within-slo',
];

test.each(checks)('%s takes the objectives as they are', (check) => {
  expect(judgeStack(check)).toEqual([]);
});

test('tier-can-fire refuses a tier that asks for more than everything to be bad', () => {
  const slo = { ratio: 0.9, says: '' };
  expect(judgeBent('tier-can-fire', 'latency', { slo })).toEqual([
    'objectives/latency has a page over 1h that fires when over 144 % is bad (14.4 times a budget of 10 %), which is never. Promise more than 93.0556 %, or lower the factor in alerts/slos.ts.',
  ]);
});

test('tier-quiet-on-good-day refuses the latency of 99.9 %, which production misses every day', () => {
  const slo = { ratio: 0.999, says: '' };
  const said = judgeBent('tier-quiet-on-good-day', 'latency', { slo });
  expect(said).toHaveLength(4);
  expect(said[0]).toBe(
    'objectives/latency has a page over 1h that fires above 1.44 % bad, and on a good day 4 % is. Promise less, or make it an aim, which is reported and wakes nobody.',
  );
});

test('one-event-stays-quiet refuses a least traffic of which one query is too much', () => {
  const [, , errors] = goodStack.objectives;
  if (errors === undefined) throw new Error('There are three objectives.');
  const leastEvents = { ...errors.leastEvents, values: { tuned: 0.01, initial: 0.01 } };
  expect(judgeBent('one-event-stays-quiet', 'errors', { leastEvents })[0]).toBe(
    'objectives/errors asks for 36 queries in 1h before it judges, and of fewer than 70 a single bad one fires its page. Raise its leastEvents in alerts/thresholds.ts to 0.019 a second.',
  );
});

test('one-event-stays-quiet refuses a promise that one slice of half a minute breaks at once', () => {
  const slo = { ratio: 0.9995, says: '' };
  expect(judgeBent('one-event-stays-quiet', 'availability', { slo })).toEqual([
    'objectives/availability has a page over 1h that a single bad slice of 30s fires, whatever else was good. Give that tier a longer window or a larger factor in alerts/slos.ts, or promise less.',
  ]);
});

test('one-event-stays-quiet refuses to ask for more seconds than there are', () => {
  const [availability] = goodStack.objectives;
  if (availability === undefined) throw new Error('There are three objectives.');
  const leastEvents = { ...availability.leastEvents, values: { tuned: 1.2, initial: 1.2 } };
  expect(judgeBent('one-event-stays-quiet', 'availability', { leastEvents })[0]).toBe(
    'objectives/availability asks for 4320 seconds in 1h, which has 3600: its page never fires. Lower its leastEvents in alerts/thresholds.ts to less than 1 a second.',
  );
});

describe('sla-within-slo', () => {
  const sla = goodStack.objectives[0]?.sla ?? { ratio: 0, says: '' };

  test('refuses to promise customers more than ourselves', () => {
    expect(judgeBent('sla-within-slo', 'errors', { sla: { ratio: 0.9995, says: '' } })).toEqual([
      'objectives/errors promises customers 99.95 % and ourselves 99.9 %: we would miss the SLA before we are told.',
    ]);
  });

  test('refuses a gap between the SLA and the first credit', () => {
    const credits = [{ under: 0.99, share: 0.25 }];
    expect(judgeBent('sla-within-slo', 'availability', { sla: { ...sla, credits } })).toEqual([
      'objectives/availability owes nothing between 99 % and the SLA of 99.5 %, or something above it. Let the first credit be under 99.5 %.',
    ]);
  });

  test('refuses to owe less for less', () => {
    const credits = [
      { under: 0.995, share: 0.25 },
      { under: 0.99, share: 0.1 },
    ];
    expect(judgeBent('sla-within-slo', 'availability', { sla: { ...sla, credits } })).toEqual([
      'objectives/availability owes 10 % under 99 % after 25 % under 99.5 %. Write the largest attainment first, and more for less.',
    ]);
  });
});

describe('objective-well-formed', () => {
  const bent = (bend: Partial<Objective>) => judgeBent('objective-well-formed', 'errors', bend);
  const [, , errors] = goodStack.objectives;
  const slo = errors?.slo ?? { ratio: 0, says: '' };
  const sla = errors?.sla ?? { ratio: 0, says: '' };

  test.each([
    [
      { slo: { ...slo, ratio: 99.9 } },
      'has the slo.ratio 99.9: it must be a ratio between 0 and 1, and neither of them. Did you mean 0.999?',
    ],
    [
      { slo: { ...slo, ratio: 1 } },
      'has the slo.ratio 1: it must be a ratio between 0 and 1, and neither of them.',
    ],
    [
      { sla: { ...sla, ratio: 0 } },
      'has the sla.ratio 0: it must be a ratio between 0 and 1, and neither of them.',
    ],
    [
      { slo: { ...slo, ratio: 0.9985 } },
      "has an slo of 0.9985 that says 'under 0.1 % of queries fail'. Let it say 99.85 % or 0.15 %.",
    ],
    [
      { aim: { ratio: 0.99, says: '99 %' } },
      'aims for 0.99, which is no more than its SLO of 0.999. Leave the aim out.',
    ],
    [{ baseline: 0 }, 'has the baseline 0: it must be a ratio between 0 and 1, and neither of them.'],
    [
      { sla: { ...sla, credits: [{ under: 0.998, share: 50 }] } },
      'has the sla.credits[0].share 50: it must be a ratio between 0 and 1, and neither of them. Did you mean 0.5?',
    ],
  ])('refuses %j', (bend, message) => {
    expect(bent(bend)).toContain(`objectives/errors ${message}`);
  });

  test('refuses an objective that is missing, or there twice', () => {
    const objectives = goodStack.objectives.slice(1).map((one) => ({ ...one, name: 'latency' as const }));
    expect(
      judgeStack('objective-well-formed', { objectives }).filter((said) => said.includes('times')),
    ).toEqual([
      'objectives/availability is there 0 times. Signals and dashboards read it: write it once in alerts/slos.ts.',
      'objectives/latency is there 2 times. Signals and dashboards read it: write it once in alerts/slos.ts.',
      'objectives/errors is there 0 times. Signals and dashboards read it: write it once in alerts/slos.ts.',
    ]);
  });

  test('refuses tiers that tell nothing', () => {
    const [page] = goodStack.tiers;
    if (page === undefined) throw new Error('There are four tiers.');
    const tiers = [
      page,
      page,
      { ...page, long: '5m', short: '1h' } as const,
      { ...page, long: '30d', factor: 0 } as const,
    ];
    expect(judgeStack('objective-well-formed', { tiers })).toEqual([
      'tiers/1 is a second page over 1h. Leave one out.',
      'tiers/2 has a short window of 1h and a long one of 5m: the short one tells that it still goes on, and must be shorter.',
      'tiers/3 looks at the whole period: then it is missed already.',
      'tiers/3 has the factor 0: it must be above 0.',
    ]);
  });
});
