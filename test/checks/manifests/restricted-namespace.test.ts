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
