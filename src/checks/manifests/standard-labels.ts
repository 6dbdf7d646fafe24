import type { Manifest } from '../../model/manifest.ts';
import { partOf } from '../../model/labels.ts';
import { fieldIn } from '../../schemas/field.ts';
import { show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck } from './check.ts';
import { podsOf, type Pods } from './objects/pods.ts';
import type { Labels } from './objects/selectors.ts';

const label = (name: string): string => `app.kubernetes.io/${name}`;

/** Objects and pods carry the labels by which people and tools find them, and labels that Kubernetes takes. */
export const standardLabels: ManifestCheck = ({ all }) => [
  ...all.flatMap((manifest) => [
    ...demand(manifest, 'metadata', manifest.object.metadata.labels, ofObject),
    ...illegal(manifest, 'metadata', manifest.object.metadata.labels),
  ]),
  ...podsOf(all).flatMap(ofPods),
];

/** What a label must be; anything if nothing is said. */
type Demands = Readonly<Record<string, string | undefined>>;

const ofObject: Demands = { 'managed-by': 'cdk8s', 'part-of': partOf };

/** Of a workload, the instance is the workload. What the operator makes, it names itself. */
function ofPods({ manifest, metadataField, labels }: Pods): Finding[] {
  const demands = { name: undefined, instance: manifest.object.metadata.name };
  return [
    ...demand(manifest, 'metadata', manifest.object.metadata.labels, demands),
    ...demand(manifest, metadataField, labels, { ...demands, 'part-of': partOf }),
    ...illegal(manifest, metadataField, labels),
  ];
}

const demand = (manifest: Manifest, field: string, labels: Labels | undefined, demands: Demands): Finding[] =>
  Object.entries(demands).flatMap(([name, wanted]) => {
    const value = labels?.[label(name)];
    if (value !== undefined && (wanted === undefined || value === wanted)) return [];
    const must = wanted === undefined ? 'Is missing.' : `Must be ${show(wanted)}, got ${show(value)}.`;
    return [{ manifest, field: fieldIn(`${field}.labels`, label(name)), message: must }];
  });

/** What the API server refuses: its schema says nothing of it. */
const illegal = (manifest: Manifest, field: string, labels: Labels = {}): Finding[] =>
  Object.entries(labels)
    .filter(([key, value]) => !legalKey.test(key) || !legalValue.test(value))
    .map(([key, value]) => ({
      manifest,
      field: fieldIn(`${field}.labels`, key),
      message: `Must be at most 63 letters, digits, '-', '_' and '.', got ${show(value)}.`,
    }));

const legalValue = /^(([A-Za-z0-9][\w.-]{0,61})?[A-Za-z0-9])?$/;
const legalKey = /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?([A-Za-z0-9][\w.-]{0,61})?[A-Za-z0-9]$/;
