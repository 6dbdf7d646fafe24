import type { Board } from '../src/model/dashboard.ts';
import { databaseHealth } from './database-health.ts';
import { onCall } from './on-call.ts';
import { productionHealth } from './production-health.ts';
import { slo } from './slo.ts';

/** Every board there is, in the order in which one opens them. */
export const boards: readonly Board[] = [productionHealth, databaseHealth, slo, onCall];
