import type { ManifestCheck, Manifests } from './check.ts';
import { isolation } from './network/isolation.ts';
import { missingEdges } from './network/missing.ts';
import { needsOf } from './network/needs.ts';
import { openingsOf, policiesOf } from './network/policies.ts';
import { portsResolve } from './ports-resolve.ts';
import { referencesResolve } from './references-resolve.ts';
import { selectorsMatch } from './selectors-match.ts';
import { needlessOpenings } from './network/needless.ts';

/**
 * NetworkPolicies open what is needed and nothing else, edge by edge. What is needed is read from the objects themselves: what
 * a monitor selects, which hosts an argument names, whose token is mounted.
 */
export const networkEdges: ManifestCheck = (manifests) => {
  const policies = policiesOf(manifests);
  const network = { manifests, policies, openings: policies.flatMap(openingsOf), needs: needsOf(manifests) };
  const needless = needlessOpenings(network);
  return [
    ...isolation(network),
    ...missingEdges(network),
    ...(needless.length > 0 && leadsNowhere(manifests) ? [] : needless),
  ];
};

/** Where a name, a port or a selector leads nowhere, what is needed is not known: that is told, and no more. */
const leadsNowhere = (manifests: Manifests): boolean =>
  [referencesResolve, portsResolve, selectorsMatch]
    .flatMap((check) => check(manifests))
    .some(({ manifest }) => manifest.object.kind !== 'NetworkPolicy');
