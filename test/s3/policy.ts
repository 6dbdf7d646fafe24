import { invalidArgument } from './error.ts';

type Texts = string | readonly string[];

/** One statement of a policy, as far as this server knows them. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: Texts;
  readonly Resource: Texts;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Texts>>>>;
}

export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** What is asked: an action on a resource, and what conditions may look at. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** Values by condition key, such as `aws:SecureTransport`. Those without a value are left out. */
  readonly context: Readonly<Record<string, Texts | undefined>>;
}

/** What policies say together: a denial wins, and what nobody allows is not allowed. */
export function decide(
  policies: readonly PolicyDocument[],
  asked: Asked,
): 'allowed' | 'denied' | 'not allowed' {
  const speaking = policies.flatMap(({ Statement }) => Statement).filter((one) => speaks(one, asked));
  if (speaking.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return speaking.some(({ Effect }) => Effect === 'Allow') ? 'allowed' : 'not allowed';
}

const speaks = (
  { Action, Resource, Condition = {} }: Statement,
  { action, resource, context }: Asked,
): boolean =>
  list(Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
  list(Resource).some((pattern) => matches(pattern, resource)) &&
  Object.entries(Condition).every(([name, keys]) => {
    const operator = operatorOf(name);
    return Object.entries(keys).every(([key, wanted]) => operator(valuesOf(context[key]), list(wanted)));
  });

/** Values of a key: none where there is no such key, and several where it has as many. */
const valuesOf = (value: Texts | undefined): readonly string[] => (value === undefined ? [] : list(value));

type Operator = (values: readonly string[], wanted: readonly string[]) => boolean;
type OfOne = (value: string | undefined, wanted: readonly string[]) => boolean;

/** A condition that is turned round holds where there is no value at all: the trap that these policies must not fall into. */
const operators: Readonly<Record<string, OfOne>> = {
  StringEquals: (value, wanted) => value !== undefined && wanted.includes(value),
  StringNotEquals: (value, wanted) => value === undefined || !wanted.includes(value),
  StringLike: (value, wanted) => value !== undefined && wanted.some((pattern) => matches(pattern, value)),
  Bool: (value, wanted) => value !== undefined && wanted.includes(value),
  Null: (value, wanted) => wanted.includes(String(value === undefined)),
  NumericLessThan: (value, wanted) =>
    value !== undefined && wanted.some((limit) => Number(value) < Number(limit)),
  NumericGreaterThan: (value, wanted) =>
    value !== undefined && wanted.some((limit) => Number(value) > Number(limit)),
};

/** `ForAllValues:` holds for no values too, which is a trap of its own; `ForAnyValue:` needs one that fits. */
function operatorOf(name: string): Operator {
  const [, quantifier, plain = '', ifExists] =
    /^(?:(ForA(?:llValues|nyValue)):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const operator = operators[plain];
  if (operator === undefined) throw invalidArgument(`This server does not know the condition ${name}.`);
  return (values, wanted) => {
    if (quantifier === 'ForAllValues') return values.every((value) => operator(value, wanted));
    if (quantifier === 'ForAnyValue') return values.some((value) => operator(value, wanted));
    return (ifExists !== undefined && values.length === 0) || operator(values[0], wanted);
  };
}

/** Reads a policy. @throws S3Error where it is none, or has a condition that this server does not know. */
export function readPolicy(text: string): PolicyDocument {
  const policy = parsed(text);
  const { Statement: statements } = policy;
  if (!Array.isArray(statements) || statements.length === 0)
    throw malformedPolicy('Missing required field Statement');
  for (const statement of policy.Statement) {
    if (!['Allow', 'Deny'].includes(statement.Effect)) throw malformedPolicy('Invalid effect');
    for (const name of Object.keys(statement.Condition ?? {})) operatorOf(name);
  }
  return policy;
}

function parsed(text: string): PolicyDocument {
  try {
    return JSON.parse(text) as PolicyDocument;
  } catch {
    throw malformedPolicy('This policy contains invalid Json');
  }
}

const malformedPolicy = (message: string) =>
  Object.assign(invalidArgument(message), { code: 'MalformedPolicy' });

const list = (texts: Texts): readonly string[] => (typeof texts === 'string' ? [texts] : texts);

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.split('?').map(literally).join('.'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

const literally = (text: string): string => text.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
