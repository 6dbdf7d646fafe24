import { onlyKeys, Refused } from './refuse.ts';

/** Actions that each phase takes, as documented. */
const actions: Readonly<Record<string, readonly string[]>> = {
  hot: [
    'set_priority',
    'unfollow',
    'rollover',
    'readonly',
    'downsample',
    'shrink',
    'forcemerge',
    'searchable_snapshot',
  ],
  warm: ['set_priority', 'unfollow', 'readonly', 'downsample', 'allocate', 'migrate', 'shrink', 'forcemerge'],
  cold: ['set_priority', 'unfollow', 'readonly', 'downsample', 'searchable_snapshot', 'allocate', 'migrate'],
  frozen: ['unfollow', 'searchable_snapshot'],
  delete: ['wait_for_snapshot', 'delete'],
};

const rollover = [
  'max_age',
  'max_docs',
  'max_size',
  'max_primary_shard_size',
  'max_primary_shard_docs',
  'min_age',
  'min_docs',
  'min_size',
  'min_primary_shard_size',
  'min_primary_shard_docs',
];

interface Phase {
  readonly min_age?: string;
  readonly actions?: Readonly<Record<string, object>>;
}

/** Takes a policy as Elasticsearch does: known phases and actions, ages that do not go back, and a rollover that can happen. */
export function judgePolicy(body: unknown): object {
  onlyKeys('put_lifecycle_request', body, ['policy']);
  const { policy } = body as { policy: { phases: Readonly<Record<string, Phase>>; _meta?: object } };
  onlyKeys('lifecycle_policy', policy, ['phases', '_meta', 'deprecated']);
  onlyKeys('phases', policy.phases, Object.keys(actions));
  for (const [name, phase] of Object.entries(policy.phases)) judgePhase(name, phase);
  const ages = Object.keys(actions).flatMap((name) => {
    const phase = policy.phases[name];
    return phase === undefined ? [] : [milliseconds(phase.min_age ?? '0ms')];
  });
  if (ages.some((age, at) => age < (ages[at - 1] ?? 0))) {
    throw new Refused(
      400,
      'illegal_argument_exception',
      'Your policy is configured to run a later phase before an earlier one',
    );
  }
  return { ...policy, phases: filledIn(policy.phases) };
}

function judgePhase(name: string, phase: Phase): void {
  onlyKeys('phase', phase, ['min_age', 'actions']);
  for (const [action, options] of Object.entries(phase.actions ?? {})) {
    if (!(actions[name] ?? []).includes(action)) {
      throw new Refused(
        400,
        'illegal_argument_exception',
        `invalid action [${action}] defined in phase [${name}]`,
      );
    }
    if (action !== 'rollover') continue;
    onlyKeys('rollover', options, rollover);
    if (!Object.keys(options).some((key) => key.startsWith('max_'))) {
      throw new Refused(
        400,
        'illegal_argument_exception',
        'At least one max_* rollover condition must be set.',
      );
    }
  }
}

/** What Elasticsearch writes back besides. */
const filledIn = (phases: Readonly<Record<string, Phase>>) =>
  Object.fromEntries(
    Object.entries(phases).map(([name, phase]) => [
      name,
      {
        ...phase,
        actions: Object.fromEntries(
          Object.entries(phase.actions ?? {}).map(([action, options]) => [
            action,
            action === 'delete' ? { delete_searchable_snapshot: true, ...options } : options,
          ]),
        ),
      },
    ]),
  );

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function milliseconds(age: string): number {
  const [, count, unit = ''] = /^(\d+)(ms|s|m|h|d)$/.exec(age) ?? [];
  if (count === undefined) {
    throw new Refused(
      400,
      'illegal_argument_exception',
      `failed to parse setting [min_age] with value [${age}] as a time value`,
    );
  }
  return Number(count) * (units[unit] ?? 0);
}
