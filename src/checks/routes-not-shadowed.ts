import type { Route } from '../routing/config.ts';
import { allRoutes, parseMatcher } from '../routing/walk.ts';
import type { StackCheck } from './check.ts';

/** No route stands behind one that already takes everything it would take. Alertmanager accepts that too. */
export const routesNotShadowed: StackCheck = ({ routing }) =>
  allRoutes(routing.route).flatMap(({ routes = [] }) =>
    routes.flatMap((route, at) => {
      const earlier = routes.slice(0, at).find((one) => one.continue !== true && covers(one, route));
      return earlier === undefined
        ? []
        : [
            {
              where: say(route),
              message: `is never reached: ${say(earlier)} stands before it and takes all of it.`,
            },
          ];
    }),
  );

/** Whether everything that matches `inner` matches `outer`, as far as equality and the values it fixes tell. */
function covers(outer: Route, inner: Route): boolean {
  const fixed = new Map(
    (inner.matchers ?? [])
      .map(parseMatcher)
      .flatMap(({ label, operator, value }) => (operator === '=' ? [[label, value]] : [])),
  );
  return (outer.matchers ?? []).every((text) => {
    const value = fixed.get(parseMatcher(text).label);
    return (
      inner.matchers?.includes(text) === true || (value !== undefined && parseMatcher(text).matches(value))
    );
  });
}

const say = ({ matchers = [], receiver }: Route): string => `{${matchers.join(', ')}} → ${receiver}`;
