import { valuesIn } from '../manifests/objects/values.ts';
import { ofDashboard } from './check.ts';

/** What an export for other people's Grafanas asks for. */
const asks = ['__inputs', '__requires', '__elements'];

/** Nothing waits for somebody to fill it in: only the dialog for imports asks, and files are not imported by it. */
export const noImportInputs = ofDashboard((dashboard) => [
  ...asks
    .filter((key) => Object.hasOwn(dashboard, key))
    .map((key) => `has ${key}, which only the dialog for imports reads. Use the variable $datasource.`),
  ...valuesIn(dashboard)
    .filter(({ value }) => typeof value === 'string' && value.includes('${DS_'))
    .map(({ field, value }) => `has '${String(value)}' in ${field}, which nobody fills in. Use $datasource.`),
]);
