import { ofQueries } from './check.ts';
import { selectorsWithout } from './read/label-matcher.ts';

/** Each series of a query is chosen by the variable 'instance'. */
export const targetInstance = ofQueries((query) => selectorsWithout(query, 'instance'));
