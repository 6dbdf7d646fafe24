import { ofQueries } from './check.ts';

/** A table asks for this moment, as a table: a range would give a row for each point in time. */
export const tableTargets = ofQueries(({ panel, target }) => {
  if (panel.type !== 'table') return [];
  return [
    ...(target.instant === true && target.range !== true
      ? []
      : ['fills a table with a range of time. Set instant to true, and range to false.']),
    ...(target.format === 'table'
      ? []
      : [`fills a table as '${target.format ?? 'time_series'}'. Set format to 'table'.`]),
  ];
});
