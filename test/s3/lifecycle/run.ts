import { day, midnightFrom } from '../clock.ts';
import { keptBy } from '../lock.ts';
import { deleteMarker, add, newId, remove, type Bucket, type Version } from '../state.ts';
import { classes, neverSmall } from './classes.ts';
import { applies, type Move, type Rule } from './rules.ts';

/** Something that the rules did, and what it costs that was not used up. */
export interface Event {
  readonly at: number;
  readonly key: string;
  readonly version: string;
  readonly did: 'moved' | 'expired' | 'removed' | 'removed-marker' | 'aborted';
  readonly to?: string;
  /** Days of the class that are paid for though the object has left it. */
  readonly paidFor?: number;
}

/** Bytes below which S3 moves no object unless it is told to. */
const leastSize = 131_072;

/** Does what is due at a midnight. Object Lock wins: a version that is kept stays, whatever a rule says. */
export function runLifecycle(bucket: Bucket, now: number): Event[] {
  return bucket.rules.flatMap((rule) => [
    ...[...bucket.objects.values()].flat().flatMap((version) => ofVersion(bucket, rule, version, now)),
    ...ofUploads(bucket, rule, now),
  ]);
}

function ofVersion(bucket: Bucket, rule: Rule, version: Version, now: number): Event[] {
  if (!applies(rule, version)) return [];
  const { noncurrentSince } = version;
  if (version.deleteMarker) return ofMarker(bucket, rule, version, now);
  const due = (days: number | undefined) =>
    days !== undefined && midnightFrom((noncurrentSince ?? version.created) + days * day) <= now;
  if (noncurrentSince === undefined) {
    if (due(rule.expiration)) return expire(bucket, version, now);
    return move(bucket, rule, version, { moves: rule.transitions.filter(({ days }) => due(days)), now });
  }
  if (due(rule.noncurrentExpiration)) {
    return keptBy(version, now) === undefined ? removed(bucket, version, now) : [];
  }
  return move(bucket, rule, version, {
    moves: rule.noncurrentTransitions.filter(({ days }) => due(days)),
    now,
  });
}

/** A mark with nothing below it goes where a rule says so; one that is overwritten is a version like others. */
function ofMarker(bucket: Bucket, rule: Rule, version: Version, now: number): Event[] {
  const alone = bucket.objects.get(version.key)?.length === 1;
  const expired =
    rule.expiration !== undefined && midnightFrom(version.created + rule.expiration * day) <= now;
  if (!alone || !(rule.markers || expired)) return [];
  remove(bucket, version);
  return [event(version, 'removed-marker', now)];
}

/** The current version of a bucket that keeps versions is not gone: a mark stands before it. */
function expire(bucket: Bucket, version: Version, now: number): Event[] {
  if (bucket.versioning !== 'Enabled') return removed(bucket, version, now);
  add(bucket, deleteMarker(version.key, newId(), now));
  return [event(version, 'expired', now)];
}

function removed(bucket: Bucket, version: Version, now: number): Event[] {
  remove(bucket, version);
  return [{ ...event(version, 'removed', now), paidFor: unused(version, now) }];
}

interface Due {
  readonly moves: readonly Move[];
  readonly now: number;
}

function move(bucket: Bucket, rule: Rule, version: Version, { moves, now }: Due): Event[] {
  const to = moves.at(-1)?.to;
  if (to === undefined || to === version.storageClass || isLater(version.storageClass, to)) return [];
  if (tooSmall(bucket, rule, version, to)) return [];
  const paidFor = unused(version, now);
  version.storageClass = to;
  version.classSince = now;
  return [{ ...event(version, 'moved', now), to, paidFor }];
}

const isLater = (one: string, other: string): boolean =>
  Object.keys(classes).indexOf(one) > Object.keys(classes).indexOf(other);

function tooSmall(bucket: Bucket, { largerThan, smallerThan }: Rule, { body }: Version, to: string): boolean {
  const told = largerThan !== undefined || smallerThan !== undefined;
  const varies = bucket.leastSize === 'varies_by_storage_class' && !neverSmall.includes(to);
  return body.length < leastSize && !told && !varies;
}

/** Days of the class that an object leaves too early. */
function unused({ storageClass, classSince }: Version, now: number): number {
  const least = classes[storageClass]?.leastDays ?? 0;
  return Math.max(0, least - Math.floor((now - classSince) / day));
}

function ofUploads(bucket: Bucket, rule: Rule, now: number): Event[] {
  const { abortUploads, prefix, enabled } = rule;
  if (!enabled || abortUploads === undefined) return [];
  const due = [...bucket.uploads.values()].filter(
    ({ key, initiated }) => key.startsWith(prefix) && midnightFrom(initiated + abortUploads * day) <= now,
  );
  for (const { id } of due) bucket.uploads.delete(id);
  return due.map(({ key, id }) => ({ at: now, key, version: id, did: 'aborted' }));
}

const event = ({ key, id }: Version, did: Event['did'], at: number): Event => ({ at, key, version: id, did });
