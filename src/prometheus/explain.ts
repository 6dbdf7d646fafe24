/** Why a server gave no answer, in a sentence that says what to do. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';

  constructor(
    message: string,
    /** Whether the same request may do better later. */
    readonly mayPass: boolean,
  ) {
    super(message);
  }

  /** The same, with how often it was tried. */
  after(attempts: number): Unanswered {
    return attempts > 1 ? new Unanswered(`${this.message} Asked ${String(attempts)} times.`, false) : this;
  }
}

/** Why an answer is none: what the server said, and what to do. */
export function explainAnswer(address: string, response: Response, body: string): Unanswered {
  const { status, headers } = response;
  const mayPass = status === 429 || status >= 500;
  const said = errorIn(body);
  const what = said === undefined ? `answers ${String(status)}` : `answers ${String(status)}, '${said}'`;
  return new Unanswered(`${address} ${what}. ${advice(status, headers, said !== undefined)}`, mayPass);
}

function advice(status: number, headers: Headers, isPrometheus: boolean): string {
  if (status >= 300 && status < 400) {
    return `It sends to ${originOf(headers.get('location'))}, which may be a login: give an address behind it, or a token with --bearer-token-file.`;
  }
  if (status === 401 || status === 403) {
    return 'Give a token with --bearer-token-file, or what it wants with --header-file.';
  }
  if (isPrometheus) return 'It is a Prometheus, and this is what it has to say.';
  if (status === 429 || status >= 500) return 'It, or a proxy before it, is not well.';
  const kind = headers.get('content-type')?.split(';')[0] ?? 'nothing that is known';
  return `That is ${plain(kind)}, and no answer of Prometheus: give its address up to before /api/v1, such as https://prometheus.example.com or https://example.com/prometheus.`;
}

/** Where a redirect leads, without what may be a secret in it. */
function originOf(location: string | null): string {
  try {
    const { origin } = new URL(location ?? '');
    return origin;
  } catch {
    return 'another address';
  }
}

/** What Prometheus says is wrong, in its own form of an error. */
function errorIn(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { readonly error?: unknown };
    return typeof error === 'string' ? plain(error) : undefined;
  } catch {
    return undefined;
  }
}

/** Why there was no answer at all. */
export function explainFailure(address: string, error: unknown, timeoutSeconds: number): Unanswered {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') {
    return new Unanswered(
      `${address} does not answer within ${String(timeoutSeconds)} s. Is it busy, or closed to us by a firewall or a NetworkPolicy?`,
      true,
    );
  }
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  const known = reasons.find(({ codes }) => codes.test(code));
  if (known !== undefined) return new Unanswered(`${address} ${known.says} (${code}).`, known.mayPass);
  return new Unanswered(`${address} cannot be asked: ${plain(code === '' ? message : code)}.`, true);
}

const reasons: readonly { readonly codes: RegExp; readonly says: string; readonly mayPass: boolean }[] = [
  { codes: /^ECONNREFUSED$/, says: 'takes no connection: is it up, and is that its port?', mayPass: true },
  { codes: /^ENOTFOUND$|^EAI_/, says: 'has a host name that nobody knows', mayPass: true },
  {
    codes: /^(ETIMEDOUT|UND_ERR_.*TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/,
    says: 'cannot be reached',
    mayPass: true,
  },
  {
    codes: /CERT|SIGNATURE|SELF_SIGNED|^ERR_TLS/,
    says: 'has a certificate that is not trusted: name the file of its authority in NODE_EXTRA_CA_CERTS',
    mayPass: false,
  },
  {
    codes: /^ERR_SSL|^EPROTO$/,
    says: 'does not speak TLS there: is it http, and not https?',
    mayPass: false,
  },
];

/** Text of others: one line of it, and not much. */
export const plain = (text: string): string => text.replace(/\p{Cc}/gu, ' ').slice(0, 200);
