import { Chance } from './chance.ts';
import type { Labels } from './registry.ts';

/** What names are made of. */
interface NamesProps {
  readonly seed: number;
  /** Which of the replicas, from 0. */
  readonly index: number;
  /** When its pod was made. */
  readonly released: number;
  readonly port: number;
}

/** A pod of the service, as service discovery tells of it. */
export interface Target {
  readonly released: number;
  /** Labels that a scrape adds to its series. */
  readonly labels: Labels;
  /** Labels by which its container is known. */
  readonly container: Labels;
}

/** Letters of which Kubernetes makes names: no vowels, so that none is a word. */
const letters = 'bcdfghjklmnpqrstvwxz2456789';

const namespace = 'fraiseql';

/** How a pod of a release is called, the same on every run. */
export function namesOf({ seed, index, released, port }: NamesProps): Target {
  const release = new Chance(`${String(seed)} release ${String(Math.floor(released / 3600))}`);
  const own = new Chance(`${String(seed)} pod ${String(released)} ${String(index)}`);
  const pod = `fraiseql-api-${word(release, 10)}-${word(own, 5)}`;
  const address = 17 + Math.floor(own.draw() * 200);
  const instance = `10.42.${String(index)}.${String(address)}:${String(port)}`;
  return {
    released,
    labels: {
      job: 'fraiseql',
      namespace,
      service: 'fraiseql-api',
      container: 'fraiseql',
      endpoint: 'metrics',
      instance,
      pod,
    },
    container: { namespace, pod, container: 'fraiseql' },
  };
}

const word = (chance: Chance, length: number): string =>
  Array.from({ length }, () => letters[Math.floor(chance.draw() * letters.length)]).join('');
