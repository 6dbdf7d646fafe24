import { z } from 'zod';
import { jobs } from '../../model/jobs.ts';
import { portName } from '../platform-scalars.ts';
import { jobName, kubernetesName, labelKey, labelName, labelValue, selecting, url } from '../scalars.ts';
import { podProbes } from './pod-probes.ts';

const oneLabel = 'at least one label: none would select everything';

const ours: readonly string[] = Object.values(jobs);

/** A name that no component of this stack has. */
const notOurs = { error: 'a name that this stack does not use itself: it has ' + ours.join(', ') };

const scrape = z
  .strictObject({
    via: z.enum(['service', 'pods']).meta({
      description: 'What Prometheus finds the replicas by: a Service, or the pods where there is none.',
    }),
    labels: z.record(labelKey, labelValue).refine(selecting, { error: oneLabel }).meta({
      description: 'Labels of that Service, or of the pods.',
    }),
    port: portName.meta({
      description: "Name of the port that serves `/metrics`: the Service's, or the pods'.",
    }),
  })
  .meta({ description: 'How its metrics are found.' });

/** The service that is watched, and how it is scraped. */
export const service = z
  .strictObject({
    namespace: kubernetesName
      .refine((name) => name !== 'default', { error: 'a namespace of its own, not default' })
      .meta({ description: 'Namespace that FraiseQL runs in.' }),
    name: kubernetesName
      .refine((name) => !ours.includes(name), notOurs)
      .meta({
        description: 'Name of its Deployment. Pods are found by it, and alerts carry it as `service`.',
      }),
    job: jobName
      .refine((name) => !ours.includes(name), notOurs)
      .meta({ description: 'The `job` label of its scraped series.' }),
    scrape,
    isolatedPods: z.record(labelKey, labelValue).refine(selecting, { error: oneLabel }).optional().meta({
      description:
        'Labels of its pods, where NetworkPolicies isolate them already: this stack then lets Prometheus in. Left out: the pods are open, and no policy of ours closes them to others.',
    }),
    podProbes,
    matchers: z.record(labelName, labelValue).default({}).meta({
      description:
        'Further labels that series about this environment have, such as `cluster`. Needed only where one Prometheus sees several environments.',
    }),
  })
  .meta({ description: 'The service that is watched.' });

/** Endpoints that are asked from outside, by name. */
export const probes = z
  .record(
    kubernetesName,
    z.strictObject({
      url: url.meta({ description: 'Address that is asked, over TLS, every 30 s.' }),
      expects: z.enum(['health', 'success']).meta({
        description:
          'What a good answer is: `health` is the body of `/health`, healthy or degraded, since a degraded service does answer; `success` is any status from 200 to 299.',
      }),
    }),
  )
  .default({})
  .meta({ description: 'Endpoints that the blackbox exporter asks as customers do, by name.' });
