import { z } from 'zod';
import { defaultImages, type ImageName } from '../../model/images.ts';
import { cidr, gitRef, gitRepository, image, remoteKey } from '../platform-scalars.ts';
import { kubernetesName, labelKey, labelValue, selecting, url } from '../scalars.ts';

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
