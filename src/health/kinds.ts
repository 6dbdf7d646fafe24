/** What a kind of failure says of queries: none are answered, only some are, or it is no failure. */
type Effect = 'down' | 'limited' | 'none';

/** A kind of failure: all that anybody outside is told of it. */
interface Explained {
  readonly means: string;
  /** Where to look first. */
  readonly look: string;
  /** With `limited` the dependency is unhealthy, and `/health/ready` stays as it is. */
  readonly effect: Effect;
}

/** Every kind of failure, in the order of what a check does: connect, log in, ask, judge the answer. */
export const kinds = {
  starting: down('no check has ended yet', 'wait for one `timeout`'),
  stale: down('the last result is too old', 'this service: is it stuck, or short of CPU?'),
  secret: down('a file with a credential is missing, empty or unreadable', 'the mount of the Secret'),
  dns: down('its name leads nowhere', "the name in the configuration, then the cluster's DNS"),
  refused: down('nothing listens there', 'is it running? Is the port right?'),
  unreachable: down('no way leads there', 'routes, NetworkPolicies, security groups'),
  timeout: down('no answer within `timeout`', 'its load; a firewall that drops packets; a lock'),
  closed: down(
    'the connection broke off',
    'its log at that moment: restarted, killed, or a proxy before it?',
  ),
  tls: down(
    'no trusted TLS connection',
    'expiry, name and authority of its certificate; whether it speaks TLS',
  ),
  authentication: down('it does not know us', 'has the credential been rotated here and there?'),
  permission: down('it knows us, and refuses', 'the grants of the role, key or policy'),
  missing: down('what we ask for is not there', 'the name of the database or key in the configuration'),
  exhausted: limited(
    'it takes no further connection',
    'who holds the connections; those that are open still work',
  ),
  loading: down('it is starting, or loading its data', 'wait; its log says how far it is'),
  unavailable: down('it says itself that it cannot serve', 'its log'),
  'read-only': limited(
    'it takes no writes',
    'a standby or replica behind the name of the primary; a full disk',
  ),
  red: down('a primary shard is missing', '`GET _cluster/allocation/explain`'),
  disabled: down('the key cannot be used', 'who disabled it, or scheduled its deletion: CloudTrail'),
  throttled: { means: 'it answers, and asks us to slow down', look: 'quotas of the account', effect: 'none' },
  'wrong-answer': down('something else answers there', 'address and port; a proxy or login page before it'),
  unknown: down('a failure that is not in this table', 'the log of this service has its code'),
} as const satisfies Readonly<Record<string, Explained>>;

/** What `error` says: the kind of a failure, and never a host, user, key or message. */
export type Kind = keyof typeof kinds;

/** Whether a dependency is well in spite of what was said. */
export const isHealthy = (kind: Kind | undefined): boolean =>
  kind === undefined || kinds[kind].effect === 'none';

/** Whether queries are answered with what the dependency still does. */
export const answersQueries = (kind: Kind | undefined): boolean =>
  kind === undefined || kinds[kind].effect !== 'down';

function down(means: string, look: string): Explained {
  return { means, look, effect: 'down' };
}

function limited(means: string, look: string): Explained {
  return { means, look, effect: 'limited' };
}
