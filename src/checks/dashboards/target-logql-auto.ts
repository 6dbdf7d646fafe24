import type { DashboardCheck } from './check.ts';
import { withoutQuoted } from './read/logql.ts';
import { targetsFor } from './read/queries.ts';

/** What counts log lines looks back as far as its points are apart, as Loki's data source works it out. */
export const targetLogqlAuto: DashboardCheck = (dashboard) =>
  targetsFor(dashboard, 'loki').flatMap(({ where, expr }) =>
    [...withoutQuoted(expr).matchAll(/\[([^[\]]*)\]/g)]
      .map(([, span = '']) => span.trim())
      .filter((span) => span !== '$__auto')
      .map((span) => ({ where, message: `looks back ${span}. Use [$__auto].` })),
  );
