import { quantilesWithoutLe } from '../quantiles.ts';
import { ofQueries } from './check.ts';

/** A quantile is taken of buckets that still have their `le`. */
export const targetQuantileLe = ofQueries(({ syntax }) => quantilesWithoutLe(syntax));
