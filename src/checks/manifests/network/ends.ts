import type { Pods } from '../objects/pods.ts';
import { inWords, type Labels } from '../objects/selectors.ts';
import type { Place } from './addresses.ts';

/** One side of a connection: pods that are made here, pods of others, or addresses. */
export type End =
  | { readonly kind: 'pods'; readonly pods: Pods }
  | {
      readonly kind: 'others';
      readonly namespace: string;
      /** @default - any pod of the namespace, as far as is known */
      readonly labels?: Labels | undefined;
      /** Whether they are closed, so that our policies must let this stack in. @default false */
      readonly isolated?: boolean | undefined;
    }
  | { readonly kind: 'addresses'; readonly place: Place };

const places: Readonly<Record<Place, string>> = {
  internet: 'the internet',
  outside: 'addresses outside',
  given: 'given addresses',
};

/** A side of a connection in words. The same words are the same side. */
export function endInWords(end: End): string {
  switch (end.kind) {
    case 'pods':
      return podsInWords(end.pods);
    case 'addresses':
      return places[end.place];
    case 'others':
      return `${end.labels === undefined ? 'pods' : `pods ${inWords({ matchLabels: end.labels })}`} of namespace ${end.namespace}`;
  }
}

/** Pods by the object that makes them, such as `Prometheus monitoring/fraiseql`. */
export const podsInWords = ({ namespace, manifest: { object } }: Pods): string =>
  `${object.kind} ${namespace}/${object.metadata.name}`;
