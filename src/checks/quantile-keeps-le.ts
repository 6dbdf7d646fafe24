import { parsePromql } from '../promql/syntax.ts';
import type { AlertCheck } from './check.ts';
import { quantilesWithoutLe } from './quantiles.ts';

/** A quantile is read from rates of buckets that still have their `le`: without it there is no histogram left. */
export const quantileKeepsLe: AlertCheck = ({ rule }) => quantilesWithoutLe(parsePromql(rule.expr));
