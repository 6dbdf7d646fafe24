import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

test.each([
  ['enforce', 'baseline', "'baseline'"],
  ['audit', 'privileged', "'privileged'"],
  ['warn', undefined, 'nothing'],
])('refuses one that would %s %s', (mode, level, got) => {
  const label = `pod-security.kubernetes.io/${mode}`;
  const wrong = bend('Namespace', 'monitoring', { [`metadata.labels['${label}']`]: level });
  expect(findings('restricted-namespace', wrong)).toEqual([
    `Namespace monitoring, metadata.labels['${label}']: Must be 'restricted', got ${got}: the API server would take pods that may do more.`,
  ]);
});

const version = "metadata.labels['pod-security.kubernetes.io/enforce-version']";

test.each(['v1.24', 'v1.2', '1.30', 'newest', ''])('refuses the standard of %j', (value) => {
  expect(findings('restricted-namespace', bend('Namespace', 'monitoring', { [version]: value }))).toEqual([
    `Namespace monitoring, ${version}: Must be 'latest', or 'v1.25' or later, got '${value}': the standard of then refused less.`,
  ]);
});

test.each(['latest', 'v1.25', 'v1.30', undefined])('takes the standard of %j', (value) => {
  expect(findings('restricted-namespace', bend('Namespace', 'monitoring', { [version]: value }))).toEqual([]);
});
