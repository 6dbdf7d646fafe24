import { ofQueries } from './check.ts';

/** A graph asks for a range of time: of this moment alone it would show one point. */
export const graphTargets = ofQueries(({ panel, target }) =>
  panel.type === 'timeseries' && target.instant === true && target.range !== true
    ? ['draws this moment alone. Set range to true, and instant to false.']
    : [],
);
