import type { StackCheck } from './check.ts';

/** An alert's name and severity are its identity, and a group's name is its own: two alike could not be told apart. */
export const uniqueIdentity: StackCheck = ({ alerts }) => {
  const identities = alerts.alerts.map(({ alert }) => `${alert.name}, ${alert.severity}`);
  const groups = alerts.groups.map(({ name }) => name);
  return [
    ...twice(identities).map((where) => ({ where, message: 'is the identity of two alerts. Rename one.' })),
    ...twice(groups).map((where) => ({ where, message: 'is the name of two groups. Rename one.' })),
  ];
};

const twice = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, at) => names.indexOf(name) !== at)),
];
