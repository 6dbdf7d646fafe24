import { invalidArgument, invalidRequest, malformed } from '../error.ts';
import type { Version } from '../state.ts';
import { all, numberOf, one, textOf, type Element } from '../xml.ts';
import { classes } from './classes.ts';

/** What happens to objects as they age. Ages are days. */
export interface Rule {
  readonly id: string;
  readonly enabled: boolean;
  readonly prefix: string;
  /** Bytes. @default - any */
  readonly largerThan?: number | undefined;
  readonly smallerThan?: number | undefined;
  /** Tags that an object must have, all of them. */
  readonly tags: Readonly<Record<string, string>>;
  readonly transitions: readonly Move[];
  readonly expiration?: number | undefined;
  readonly markers: boolean;
  readonly noncurrentTransitions: readonly Move[];
  readonly noncurrentExpiration?: number | undefined;
  readonly abortUploads?: number | undefined;
}

export interface Move {
  readonly days: number;
  readonly to: string;
}

/** Reads a LifecycleConfiguration. @throws S3Error where S3 would refuse it. */
export function readRules(document: Element): Rule[] {
  const rules = all(document, 'Rule').map(readRule);
  if (rules.length === 0 || rules.length > 1000) throw malformed('A configuration has 1 to 1000 rules.');
  const ids = rules.map(({ id }) => id);
  if (new Set(ids).size < ids.length)
    throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule');
  return rules;
}

function readRule(element: Element, index: number): Rule {
  const status = textOf(element, 'Status');
  if (status !== 'Enabled' && status !== 'Disabled') throw malformed('Status must be Enabled or Disabled.');
  const { expiration, abort, noncurrent } = partsOf(element);
  const rule: Rule = {
    id: textOf(element, 'ID') ?? `rule-${String(index)}`,
    enabled: status === 'Enabled',
    ...readFilter(element),
    transitions: moves(element, 'Transition', 'Days'),
    expiration: expiration && numberOf(expiration, 'Days'),
    markers: expiration !== undefined && textOf(expiration, 'ExpiredObjectDeleteMarker') === 'true',
    noncurrentTransitions: moves(element, 'NoncurrentVersionTransition', 'NoncurrentDays'),
    noncurrentExpiration: noncurrent && numberOf(noncurrent, 'NoncurrentDays'),
    abortUploads: abort && numberOf(abort, 'DaysAfterInitiation'),
  };
  check(rule);
  return rule;
}

const partsOf = (element: Element) => ({
  expiration: one(element, 'Expiration'),
  abort: one(element, 'AbortIncompleteMultipartUpload'),
  noncurrent: one(element, 'NoncurrentVersionExpiration'),
});

const moves = (element: Element, name: string, days: string): Move[] =>
  all(element, name).map((move) => {
    const to = textOf(move, 'StorageClass') ?? '';
    const age = numberOf(move, days);
    if (age === undefined || !(to in classes) || to === 'STANDARD')
      throw malformed(`${name} needs ${days} and a StorageClass.`);
    return { days: age, to };
  });

function readFilter(element: Element): Pick<Rule, 'prefix' | 'tags' | 'largerThan' | 'smallerThan'> {
  const filter = one(element, 'Filter');
  const old = textOf(element, 'Prefix');
  if ((filter === undefined) === (old === undefined))
    throw malformed('A rule has either a Filter or a Prefix.');
  if (filter === undefined) return { prefix: old ?? '', tags: {} };
  const and = one(filter, 'And');
  if (and === undefined && Object.keys(filter.children).length > 1)
    throw malformed('Several conditions stand in And.');
  const from = and ?? filter;
  const bounds = {
    largerThan: numberOf(from, 'ObjectSizeGreaterThan'),
    smallerThan: numberOf(from, 'ObjectSizeLessThan'),
  };
  return { prefix: textOf(from, 'Prefix') ?? '', tags: readTags(from), ...bounds };
}

function readTags(from: Element): Rule['tags'] {
  const tags = all(from, 'Tag').map((tag) => [textOf(tag, 'Key') ?? '', textOf(tag, 'Value') ?? ''] as const);
  if (new Set(tags.map(([key]) => key)).size < tags.length)
    throw invalidArgument('Duplicate Tag Keys are not allowed.');
  return Object.fromEntries(tags);
}

/** What S3 checks of one rule. */
function check(rule: Rule): void {
  const { transitions, expiration, noncurrentTransitions, noncurrentExpiration, abortUploads } = rule;
  const some = [expiration, noncurrentExpiration, abortUploads].some((days) => days !== undefined);
  if (!some && !rule.markers && transitions.length + noncurrentTransitions.length === 0) {
    throw malformed('At least one action needs to be specified in a rule.');
  }
  if (rule.id.length > 255) throw invalidArgument('ID length should not exceed allowed limit of 255');
  for (const days of [expiration, noncurrentExpiration, abortUploads]) {
    if (days !== undefined && days < 1)
      throw invalidArgument("'Days' for Expiration action must be a positive integer");
  }
  if (Object.keys(rule.tags).length > 0) {
    if (abortUploads !== undefined)
      throw invalidRequest('AbortIncompleteMultipartUpload cannot be specified with Tags.');
    if (rule.markers) throw invalidRequest('ExpiredObjectDeleteMarker cannot be specified with Tags.');
  }
  if (rule.markers && expiration !== undefined)
    throw malformed('ExpiredObjectDeleteMarker stands without Days.');
  if (abortUploads !== undefined && (rule.largerThan ?? rule.smallerThan) !== undefined) {
    throw invalidRequest('AbortIncompleteMultipartUpload cannot be specified with object size.');
  }
  checkMoves(transitions, expiration, 'Transition');
  checkMoves(noncurrentTransitions, noncurrentExpiration, 'NoncurrentVersionTransition');
}

function checkMoves(moves: readonly Move[], end: number | undefined, name: string): void {
  const order = Object.keys(classes);
  moves.forEach(({ days, to }, index) => {
    const least = classes[to]?.leastAge ?? 0;
    if (days < least) {
      throw invalidArgument(
        `'Days' in ${name} action must be greater than or equal to ${String(least)} for storageClass '${to}'`,
      );
    }
    if (end !== undefined && days >= end) {
      throw invalidArgument(
        `'Days' in the Expiration action must be greater than 'Days' in the ${name} action`,
      );
    }
    const before = moves[index - 1];
    if (before && (order.indexOf(to) <= order.indexOf(before.to) || days <= before.days)) {
      throw invalidArgument(
        `'Days' in the ${name} action for StorageClass '${to}' must be greater than 'Days' for '${before.to}'`,
      );
    }
  });
}

/** Whether a rule is about an object. */
export const applies = (rule: Rule, { key, body, tags = {} }: Version): boolean =>
  rule.enabled &&
  key.startsWith(rule.prefix) &&
  Object.entries(rule.tags).every(([name, value]) => tags[name] === value) &&
  body.length > (rule.largerThan ?? -1) &&
  body.length < (rule.smallerThan ?? Infinity);
