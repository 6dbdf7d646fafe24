import { ofQueries } from './check.ts';
import { selectorsWithout } from './read/label-matcher.ts';

/** Each series of a query is chosen by the variable 'job'. */
export const targetJob = ofQueries((query) => selectorsWithout(query, 'job'));
