import type { Manifests } from '../check.ts';
import { allPods, prerequisitesOf } from '../objects/inventory.ts';
import { endInWords, type End } from './ends.ts';
import type { Need } from './need.ts';
import { podNeeds } from './pod-needs.ts';
import { scrapingNeeds } from './scraping.ts';

const known = new WeakMap<Manifests, readonly Need[]>();

/**
 * Every connection that is needed, each once. What only others need is theirs, unless we must open it for them. Worked out once for the
 * check and for the picture.
 */
export function needsOf(manifests: Manifests): readonly Need[] {
  const needs = known.get(manifests) ?? workedOut(manifests);
  known.set(manifests, needs);
  return needs;
}

function workedOut(manifests: Manifests): Need[] {
  const all = [
    ...scrapingNeeds(manifests),
    ...allPods(manifests).flatMap((pods) => podNeeds(pods, manifests)),
  ].filter(({ from, to }) => [from, to].some(({ kind }) => kind === 'pods') || isClosed(to));
  const needs = once(all);
  return [...needs, ...dnsNeeds(needs, manifests)];
}

const isClosed = (end: End): boolean => end.kind === 'others' && end.isolated === true;

function once(needs: readonly Need[]): Need[] {
  const byKey = new Map<string, Need>();
  for (const need of needs) {
    const { from, to, port, protocol } = need;
    const key = [endInWords(from), endInWords(to), port, protocol].join('|');
    if (!byKey.has(key)) byKey.set(key, need);
  }
  return [...byKey.values()];
}

/** Whoever connects to anything asks for its address first. */
function dnsNeeds(needs: readonly Need[], manifests: Manifests): Need[] {
  const servers: { to: End; port: number }[] = [
    ...prerequisitesOf(manifests, 'Pod').flatMap(({ namespace = '', labels, ports }) =>
      ports?.dns === undefined
        ? []
        : [{ to: { kind: 'others' as const, namespace, labels }, port: ports.dns }],
    ),
    ...prerequisitesOf(manifests, 'Address').flatMap(({ ports }) =>
      ports?.dns === undefined
        ? []
        : [{ to: { kind: 'addresses' as const, place: 'given' as const }, port: ports.dns }],
    ),
  ];
  const askers = new Map(
    needs.flatMap(({ from }) => (from.kind === 'pods' ? [[from.pods.manifest, from] as const] : [])),
  );
  return [...askers.values()].flatMap((from) =>
    servers.flatMap(({ to, port }) =>
      (['UDP', 'TCP'] as const).map((protocol) => ({
        by: from.pods.manifest,
        from,
        to,
        port,
        protocol,
        why: 'which tells it addresses',
      })),
    ),
  );
}
