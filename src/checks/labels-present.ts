import type { AlertCheck } from './check.ts';

const required = ['environment', 'namespace', 'service', 'severity'];

/** Every alert has the labels that routes, groups and inhibitions ask for, and no label holds a value that changes. */
export const labelsPresent: AlertCheck = ({ rule }) => [
  ...required.filter((name) => !rule.labels[name]).map((name) => `lacks the label '${name}'.`),
  ...Object.entries(rule.labels)
    .filter(([, value]) => value.includes('{{'))
    .map(
      ([name]) =>
        `has a template in the label '${name}': each new value would be a new alert. Use the description.`,
    ),
];
