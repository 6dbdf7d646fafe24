import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { wireTo } from '../agent.ts';
import { kindOf, Unhealthy, type Codes } from '../codes.ts';
import type { HealthConfig } from '../config.ts';
import type { Attempt, Probe } from '../probe.ts';

type Config = NonNullable<HealthConfig['checks']['kms']>;

/**
 * Names of AWS' errors. To be throttled is not to be down: `DescribeKey` has a quota of its own, apart from that of encrypting.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
 */
const codes: Codes = [
  [/^(Throttling|ThrottlingException|TooManyRequestsException|RequestLimitExceeded)$/, 'throttled'],
  [
    /^(UnrecognizedClient|ExpiredToken|InvalidClientTokenId|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|NotAuthorized|InvalidIdentityToken|IDPRejectedClaim|SignatureDoesNotMatch|RequestExpired)/,
    'authentication',
  ],
  [/^(CredentialsProviderError|OptInRequired)$/, 'authentication'],
  [/^AccessDenied/, 'permission'],
  [/^NotFoundException$/, 'missing'],
  [/^(DisabledException|KMSInvalidStateException)$/, 'disabled'],
  [/^(KMSInternal|DependencyTimeout|ServiceUnavailable|InternalFailure|InternalServer)/, 'unavailable'],
  [/^(SyntaxError|InvalidArnException|ValidationException|UnknownOperationException)/, 'wrong-answer'],
];

/** Asks KMS for the state of the key. Nothing is encrypted, so that no right to use the key is needed. */
export function kms(config: Config): Probe {
  // Credentials outlive a check: a web identity is exchanged for them at another service, once an hour.
  const { credentials } = new KMSClient({ region: config.region }).config;
  return {
    explain: (error) => kindOf(error, codes),
    ask: async (attempt) => {
      const state = await stateOf(config, attempt, credentials);
      return state === 'Enabled' ? undefined : 'disabled';
    },
  };
}

type Credentials = KMSClient['config']['credentials'];

async function stateOf(config: Config, attempt: Attempt, credentials: Credentials): Promise<string> {
  const { region, key, endpoint } = config;
  const { agent } = wireTo(endpoint ?? 'https:', attempt);
  const client = new KMSClient({
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: { httpAgent: agent, httpsAgent: agent },
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  const command = new DescribeKeyCommand({ KeyId: key });
  const answer = await client.send(command, { abortSignal: attempt.signal }).catch(withStatus);
  const state = answer.KeyMetadata?.KeyState;
  if (state === undefined) throw new Unhealthy('wrong-answer');
  return state;
}

/** A status without a name that the table knows still says whose fault it is. */
function withStatus(error: unknown): never {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 0;
  if (kindOf(error, codes) !== 'unknown' || status === 0) throw error;
  throw new Unhealthy(status >= 500 ? 'unavailable' : 'wrong-answer');
}
