import { expect, test } from 'vitest';
import { bend, messageFor } from './message.ts';

/** Settings that say something of Grafana, at their end. */
const withGrafana = (text: string): string =>
  bend('gitOps:\n', `grafana:\n${text.replace(/^/gm, '  ')}\ngitOps:\n`);

test.each([
  ['delivery: operator\ninstanceSelector:\n  dashboards: shop'],
  ['namespace: grafana\nfolder: Shop floor 2\ndataSource: prometheus-1'],
  ["label:\n  key: example.com/find\n  value: 'yes'"],
])('takes %j', (text) => {
  expect(messageFor(withGrafana(text))).toBe('nothing wrong');
});

test.each([
  ['delivery: sidecar', "'grafana.delivery' must be one of configmaps, operator, none, got 'sidecar'."],
  ['namespace: default', "'grafana.namespace' must be a namespace of its own, not default, got 'default'."],
  [
    'folder: Shop/Floor',
    "'grafana.folder' must be a name such as FraiseQL: letters, digits, spaces, dots and dashes, got 'Shop/Floor'.",
  ],
  ['lable: {}', "unknown key 'grafana.lable'. Did you mean 'label'?"],
])('refuses %j', (text, message) => {
  expect(messageFor(withGrafana(text))).toContain(message);
});

test('refuses an operator that would bring dashboards to every Grafana', () => {
  expect(messageFor(withGrafana('instanceSelector: {}'))).toContain("'grafana.instanceSelector'");
});

test('refuses a label that this stack sets itself', () => {
  expect(messageFor(withGrafana('label:\n  key: app.kubernetes.io/name'))).toContain("'grafana.label.key'");
});

test.each(['argocd.argoproj.io/sync-options', 'kubectl.kubernetes.io/last-applied-configuration'])(
  'refuses the folder in an annotation that others act on: %s',
  (key) => {
    expect(messageFor(withGrafana(`folderAnnotation: ${key}`))).toContain("'grafana.folderAnnotation'");
  },
);
