import type { Judge } from './check.ts';
import { canonicalValues } from './canonical-values.ts';
import { configReloads } from './config-reloads.ts';
import { cronjobSafe } from './cronjob-safe.ts';
import { disruptionBudget } from './disruption-budget.ts';
import { namespaceSet } from './namespace-set.ts';
import { operatorLabels } from './operator-labels.ts';
import { probesSet } from './probes-set.ts';
import { requiredFields } from './required-fields.ts';
import { resourcesSet } from './resources-set.ts';
import { rolloutSafe } from './rollout-safe.ts';
import { sizeLimit } from './size-limit.ts';
import { spreadOut } from './spread-out.ts';
import { standardLabels } from './standard-labels.ts';
import { uniqueObjects } from './unique-objects.ts';

/** Checks of what keeps objects running, found, and applied as they are written. */
export const operationsChecks: Readonly<Record<string, Judge>> = {
  'unique-objects': { judge: uniqueObjects },
  'namespace-set': {
    judge: namespaceSet,
    standsFor: ['kube-linter use-namespace', 'Checkov CKV_K8S_21', 'Trivy KSV-0037, KSV-0110'],
  },
  'standard-labels': {
    judge: standardLabels,
    standsFor: ['kube-score label-values', 'Polaris metadataAndInstanceMismatched'],
  },
  'operator-labels': { judge: operatorLabels },
  'size-limit': { judge: sizeLimit },
  'canonical-values': { judge: canonicalValues },
  'required-fields': { judge: requiredFields },
  'resources-set': {
    judge: resourcesSet,
    standsFor: [
      'kube-score container-resources, container-ephemeral-storage-request-and-limit',
      'kube-linter unset-cpu-requirements, unset-memory-requirements',
      'Polaris cpuRequestsMissing, cpuLimitsMissing, memoryRequestsMissing, memoryLimitsMissing',
      'Checkov CKV_K8S_10, CKV_K8S_11, CKV_K8S_12, CKV_K8S_13',
      'Trivy KSV-0011, KSV-0015, KSV-0016, KSV-0018',
      'Kubescape C-0270, C-0271',
    ],
  },
  'probes-set': {
    judge: probesSet,
    standsFor: [
      'kube-score pod-probes, pod-probes-identical',
      'kube-linter no-liveness-probe, no-readiness-probe',
      'Polaris readinessProbeMissing, livenessProbeMissing',
      'Checkov CKV_K8S_8, CKV_K8S_9',
    ],
  },
  'config-reloads': { judge: configReloads },
  'disruption-budget': {
    judge: disruptionBudget,
    standsFor: [
      'kube-score deployment-has-poddisruptionbudget, poddisruptionbudget-has-policy',
      'kube-linter pdb-max-unavailable, pdb-min-available, pdb-unhealthy-pod-eviction-policy',
      'Polaris missingPodDisruptionBudget, pdbDisruptionsIsZero',
    ],
  },
  'spread-out': {
    judge: spreadOut,
    standsFor: [
      'kube-score deployment-has-host-podantiaffinity, statefulset-has-host-podantiaffinity',
      'kube-linter no-anti-affinity',
    ],
  },
  'rollout-safe': {
    judge: rolloutSafe,
    standsFor: ['kube-score deployment-strategy', 'kube-linter no-rolling-update-strategy'],
  },
  'cronjob-safe': {
    judge: cronjobSafe,
    standsFor: [
      'kube-score cronjob-has-deadline, cronjob-restartpolicy',
      'kube-linter job-ttl-seconds-after-finished',
    ],
  },
};
