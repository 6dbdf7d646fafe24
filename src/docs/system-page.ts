import type { Manifests } from '../checks/manifests/check.ts';
import type { Prerequisite } from '../model/prerequisite.ts';
import { decimal } from '../promql/numbers.ts';
import { table } from './markdown.ts';
import { costs, type Cost } from './system-cost.ts';
import { picture } from './system-picture.ts';

/** The page of one environment: what is deployed, what it costs, and what must be there before. All of it read off the manifests. */
export function systemPage(environment: string, manifests: Manifests): string {
  return `<!-- Generated from the manifests beside it; \`npm run synth\` makes it anew. -->

# What runs in ${environment}

An arrow is a connection that is opened, with its ports. There are no others, apart from DNS: NetworkPolicies see to it.

\`\`\`mermaid
${picture(manifests)}
\`\`\`

## What it costs

Requested, all replicas together. Memory is limited to what is requested.

${table(['what', 'replicas', 'CPU', 'memory', 'volumes', 'images'], costRows(costs(manifests)))}

## What must be there before

${table(['what', 'where', 'why'], manifests.prerequisites.map(prerequisiteRow))}
`;
}

function costRows(all: readonly Cost[]): string[][] {
  const sum = (of: (cost: Cost) => number) => all.map(of).reduce((total, one) => total + one, 0);
  const row = ({ name, replicas, cpu, memory, disk, images }: Cost) => [
    name,
    String(replicas),
    decimal(cpu),
    gibibytes(memory),
    disk === 0 ? '' : gibibytes(disk),
    images.map((image) => `\`${image}\``).join(', '),
  ];
  const total: Cost = {
    name: '**all**',
    replicas: sum(({ replicas }) => replicas),
    cpu: sum(({ cpu }) => cpu),
    memory: sum(({ memory }) => memory),
    disk: sum(({ disk }) => disk),
    images: [],
  };
  return [...all.map(row), row(total)];
}

/** Small amounts in MiB, so that rows add up to what stands below them. */
const gibibytes = (value: number): string =>
  value < 1 ? `${String(Math.round(value * 1024))} MiB` : `${value.toFixed(1)} GiB`;

function prerequisiteRow({ kind, namespace, name, labels, ports, keys, why }: Prerequisite): string[] {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const details = [
    ...(pairs.length > 0 ? [`labels ${pairs.join(', ')}`] : []),
    ...(ports ? [`ports ${Object.keys(ports).join(', ')}`] : []),
    ...(keys ? [`keys ${keys.join(', ')}`] : []),
  ];
  const what = `${kind} \`${name}\`${details.length > 0 ? ` (${details.join('; ')})` : ''}`;
  return [what, namespace === undefined ? 'the cluster' : `namespace \`${namespace}\``, why];
}
