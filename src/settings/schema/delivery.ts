import { z } from 'zod';
import { defaultImages, type ImageName } from '../../model/images.ts';
import { cidr, gitRef, gitRepository, image, remoteKey } from '../platform-scalars.ts';
import {
  annotationKey,
  kubernetesName,
  labelKey,
  labelValue,
  operatorLabelKey,
  selecting,
  url,
} from '../scalars.ts';

/** Where External Secrets takes secrets from. */
export const secrets = z
  .strictObject({
    store: z
      .strictObject({
        kind: z.enum(['ClusterSecretStore', 'SecretStore']).meta({ description: 'Kind of the store.' }),
        name: kubernetesName.meta({ description: 'Name of the store.' }),
      })
      .meta({ description: 'The store that External Secrets reads.' }),
    path: remoteKey.meta({
      description:
        'Where this environment stands in the store. The Secret `x` with the key `y` comes from property `y` of `<path>/x`.',
    }),
  })
  .optional()
  .meta({
    description:
      'Secrets come from External Secrets. Left out: whoever runs the cluster makes the Secrets that the settings name.',
  });

/** What NetworkPolicies cannot know by themselves. */
export const network = z
  .strictObject({
    apiServer: z.array(cidr).min(1).default(['0.0.0.0/0']).meta({
      description: 'Addresses of the Kubernetes API: for Prometheus and kube-state-metrics alone.',
    }),
    apiServerPorts: z.array(z.int().min(1).max(65_535)).min(1).default([443, 6443]).meta({
      description: 'Ports of the Kubernetes API: of its Service, and of the machines behind it.',
    }),
    dns: z
      .strictObject({
        namespace: kubernetesName.default('kube-system').meta({ description: 'Namespace of the DNS pods.' }),
        labels: z
          .record(labelKey, labelValue)
          .refine(selecting, { error: 'at least one label' })
          .default({ 'k8s-app': 'kube-dns' })
          .meta({ description: 'Labels of the DNS pods.' }),
        port: z.int().min(1).max(65_535).default(53).meta({ description: 'Port that they listen on.' }),
        addresses: z.array(cidr).default([]).meta({
          description: 'Addresses that answer as well, such as `169.254.20.10/32` of NodeLocal DNSCache.',
        }),
      })
      .prefault({})
      .meta({ description: "The cluster's DNS." }),
    nodes: z.array(cidr).min(1).default(['0.0.0.0/0']).meta({
      description: 'Addresses of the nodes: Prometheus asks their kubelets on port 10250.',
    }),
    database: z.array(cidr).min(1).default(['0.0.0.0/0']).meta({
      description: 'Addresses of the database where it is RDS.',
    }),
    readers: z.array(kubernetesName).default([]).meta({
      description: 'Namespaces that may query Prometheus and Alertmanager, such as that of Grafana.',
    }),
  })
  .prefault({})
  .meta({ description: 'Addresses that NetworkPolicies open, where a selector cannot say it.' });

/** Images by component. */
export const images = z
  .strictObject(
    Object.fromEntries(
      Object.entries(defaultImages).map(([name, tag]) => [
        name,
        image.default(tag).meta({
          description:
            'Image with an exact tag or, better, tag and digest. By the tag the operator knows the version.',
        }),
      ]),
    ) as Record<ImageName, z.ZodDefault<typeof image>>,
  )
  .prefault({})
  .meta({ description: 'Images by component.' });

/** How Argo CD finds and applies `dist/`. */
export const gitOps = z
  .strictObject({
    repository: gitRepository.meta({ description: 'Repository that holds `dist/`.' }),
    revision: gitRef.default('main').meta({ description: 'Branch or tag that is applied.' }),
    cluster: url.default('https://kubernetes.default.svc').meta({
      description: 'Address of the cluster, as Argo CD knows it.',
    }),
    namespace: kubernetesName.default('argocd').meta({ description: 'Namespace of Argo CD.' }),
  })
  .optional()
  .meta({ description: 'Argo CD applies `dist/`. Left out: no Application is made.' });

/** A name that is seen in Grafana: no markup, no address. */
const grafanaName = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9 ._-]{0,97}[A-Za-z0-9])?$/,
    'a name such as FraiseQL: letters, digits, spaces, dots and dashes',
  );

/** How dashboards get into Grafana. */
export const grafana = z
  .strictObject({
    delivery: z.enum(['configmaps', 'operator', 'none']).default('configmaps').meta({
      description:
        "How: ConfigMaps that the sidecar of Grafana's chart finds by a label, the Grafana Operator, or not at all, where another environment brings them to the same Grafana. The files in `dist/` are there in any case.",
    }),
    namespace: kubernetesName
      .refine((name) => name !== 'default', { error: 'a namespace of its own, not default' })
      .optional()
      .meta({
        description:
          'Namespace of the ConfigMaps: one that the sidecar or the operator looks into. Left out: that of the monitoring.',
      }),
    folder: grafanaName.default('FraiseQL').meta({ description: 'Folder of Grafana that they appear in.' }),
    label: z
      .strictObject({
        key: operatorLabelKey.default('grafana_dashboard').meta({ description: 'Key of the label.' }),
        value: labelValue.default('1').meta({ description: 'Value of the label.' }),
      })
      .prefault({})
      .meta({ description: 'What the sidecar finds ConfigMaps by. Not read with the operator.' }),
    folderAnnotation: annotationKey.default('grafana_folder').meta({
      description:
        'Annotation that tells the sidecar the folder: its chart must have `folderAnnotation` set to it, and `foldersFromFilesStructure`. Not read with the operator.',
    }),
    instanceSelector: z
      .record(labelKey, labelValue)
      .refine(selecting, { error: 'at least one label: none would select every Grafana' })
      .default({ dashboards: 'grafana' })
      .meta({
        description: 'Labels of the Grafana that the operator brings them to. Read with the operator alone.',
      }),
    dataSource: grafanaName.optional().meta({
      description:
        "Data source of this environment, by the UID or name that Grafana knows it by: boards open with it, and alerts link to it. Left out: Grafana's default, which is another environment's where one Grafana shows several.",
    }),
  })
  .prefault({})
  .meta({ description: 'How dashboards get into Grafana.' });
