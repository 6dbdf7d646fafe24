import type { Manifests } from '../checks/manifests/check.ts';
import { allPods } from '../checks/manifests/objects/inventory.ts';
import type { End } from '../checks/manifests/network/ends.ts';
import { needsOf } from '../checks/manifests/network/needs.ts';
import type { Pods } from '../checks/manifests/objects/pods.ts';
import { replicasInAll } from './system-cost.ts';

interface Node {
  readonly id: string;
  readonly text: string;
  /** Namespace that it is drawn in. @default - outside of the cluster's pods */
  readonly namespace?: string;
}

/** Who connects to whom, as a Mermaid flowchart. DNS, which everything asks, is left out. */
export function picture(manifests: Manifests): string {
  const needs = needsOf(manifests).filter(({ port }) => port !== 53);
  const ends = needs.flatMap(({ from, to }) => [from, to]).map(nodeOf);
  const nodes = new Map([...allPods(manifests).map(podsNode), ...ends].map((node) => [node.id, node]));
  const arrows = new Map<string, Set<number>>();
  for (const { from, to, port } of needs) {
    const key = `${nodeOf(from).id}|${nodeOf(to).id}`;
    arrows.set(key, (arrows.get(key) ?? new Set()).add(port));
  }
  return ['flowchart LR', ...boxes([...nodes.values()]), ...[...arrows].map(arrow)].join('\n');
}

function boxes(nodes: readonly Node[]): string[] {
  const namespaces = [...new Set(nodes.flatMap(({ namespace }) => namespace ?? []))].sort();
  const draw = ({ id, text }: Node) => `${id}["${text}"]`;
  return [
    ...namespaces.flatMap((name) => [
      `  subgraph ${idOf(`namespace ${name}`)}["namespace ${name}"]`,
      ...nodes.filter(({ namespace }) => namespace === name).map((node) => `    ${draw(node)}`),
      '  end',
    ]),
    ...nodes.filter(({ namespace }) => namespace === undefined).map((node) => `  ${draw(node)}`),
  ];
}

function arrow([key, ports]: [string, ReadonlySet<number>]): string {
  const [from = '', to = ''] = key.split('|');
  return `  ${from} -->|${[...ports].sort((a, b) => a - b).join(', ')}| ${to}`;
}

function nodeOf(end: End): Node {
  if (end.kind === 'pods') return podsNode(end.pods);
  if (end.kind === 'addresses') {
    const texts = {
      internet: 'the internet',
      outside: 'outside addresses',
      given: 'addresses under network',
    };
    return { id: idOf(`addresses ${end.place}`), text: texts[end.place] };
  }
  const { namespace, labels } = end;
  const name = labels === undefined ? 'pods' : Object.values(labels).join(' ');
  return { id: idOf(`${namespace} ${name}`), text: name, namespace };
}

function podsNode(pods: Pods): Node {
  const { kind, metadata } = pods.manifest.object;
  const isOperators = ['Prometheus', 'Alertmanager', 'ThanosRuler'].includes(kind);
  const name = isOperators ? kind : metadata.name.replace(/^fraiseql-/, '');
  const count = replicasInAll(pods);
  return {
    id: idOf(`${pods.namespace} ${name}`),
    text: count > 1 ? `${name} × ${String(count)}` : name,
    namespace: pods.namespace,
  };
}

const idOf = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, '_');
