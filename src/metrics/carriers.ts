import type { Settings } from '../settings/schema.ts';
import { clusterBinding } from './bindings/cluster.ts';
import { contractBinding } from './bindings/contract.ts';
import { publishedBinding } from './bindings/fraiseql-2.15.ts';
import type { ServiceSignal } from './bindings/service.ts';
import type { Binding, Carriers } from './carrier.ts';
import type { SignalName } from './signals.ts';

const bindings: Readonly<Record<Settings['metrics']['binding'], Binding<ServiceSignal>>> = {
  contract: contractBinding,
  'fraiseql-2.15': publishedBinding,
};

/** What carries each signal in an environment. */
export const carriersFor = (settings: Settings): Carriers<SignalName> => ({
  ...bindings[settings.metrics.binding](settings),
  ...clusterBinding(settings),
});
