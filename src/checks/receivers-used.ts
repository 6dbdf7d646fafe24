import { allRoutes } from '../routing/walk.ts';
import type { StackCheck } from './check.ts';

/** Every receiver has a route, and every route a receiver. Alertmanager accepts a receiver that nothing reaches. */
export const receiversUsed: StackCheck = ({ routing }) => {
  const used = new Set(allRoutes(routing.route).map(({ receiver }) => receiver));
  const defined = new Set(routing.receivers.map(({ name }) => name));
  return [
    ...[...defined]
      .filter((name) => !used.has(name))
      .map((name) => ({ where: name, message: 'is a receiver that no route leads to.' })),
    ...[...used]
      .filter((name) => !defined.has(name))
      .map((name) => ({ where: name, message: 'is routed to, and there is no such receiver.' })),
  ];
};
