import type { Manifest } from '../../model/manifest.ts';
import { show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck } from './check.ts';
import { objectsOf } from './objects/inventory.ts';
import { at } from './objects/pods.ts';

/** Services are there for the cluster alone: nothing of this stack asks who is asking. */
export const serviceInternal: ManifestCheck = (manifests) =>
  objectsOf(manifests, 'Service').flatMap((manifest) => [
    ...wrongType(manifest),
    ...opened(manifest),
    ...ports(manifest),
  ]);

function wrongType(manifest: Manifest): Finding[] {
  const type = at(manifest.object, 'spec', 'type');
  if (type === 'ClusterIP') return [];
  return [{ manifest, field: 'spec.type', message: `Must be 'ClusterIP', got ${show(type)}.` }];
}

const opened = (manifest: Manifest): Finding[] =>
  ['externalIPs', 'externalName', 'loadBalancerIP', 'loadBalancerClass', 'loadBalancerSourceRanges']
    .filter((field) => at(manifest.object, 'spec', field) !== undefined)
    .map((field) => ({
      manifest,
      field: `spec.${field}`,
      message: 'Leads out of the cluster, or into it. Remove it.',
    }));

interface Port {
  readonly port: number;
  readonly targetPort?: number | string;
  readonly nodePort?: number;
}

const ports = (manifest: Manifest): Finding[] =>
  ((at(manifest.object, 'spec', 'ports') ?? []) as readonly Port[]).flatMap(
    ({ port, targetPort, nodePort }, index) => {
      const field = `spec.ports[${String(index)}]`;
      return [
        ...(nodePort === undefined
          ? []
          : [
              {
                manifest,
                field: `${field}.nodePort`,
                message: `Opens port ${show(nodePort)} on every node. Remove it.`,
              },
            ]),
        ...(port === 22 || targetPort === 22
          ? [
              {
                manifest,
                field: `${field}.port`,
                message: 'Is that of SSH: no pod lets people in. Remove it.',
              },
            ]
          : []),
      ];
    },
  );
