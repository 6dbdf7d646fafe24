import { ofPanels } from './check.ts';

/** Each query of a panel has a name of its own, by which its answer is told from the others. */
export const refIds = ofPanels(({ targets }) => {
  const names = (targets ?? []).map(({ refId }) => refId ?? '');
  const twice = new Set(names.filter((name, at) => name !== '' && names.indexOf(name) !== at));
  return [
    ...(names.includes('') ? ['has a query without a refId.'] : []),
    ...[...twice].map((name) => `has two queries with the refId ${name}.`),
  ];
});
