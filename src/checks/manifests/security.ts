import type { Judge } from './check.ts';
import { envHygiene } from './env-hygiene.ts';
import { highUserIds } from './high-user-ids.ts';
import { imagePinned } from './image-pinned.ts';
import { onlyKnownFields } from './known-fields.ts';
import { leastRbac } from './least-rbac.ts';
import { onlyListedAccess } from './node-access.ts';
import { noSecretObjects } from './no-secret-objects.ts';
import { noSecretValues } from './no-secret-values.ts';
import { ownAccounts } from './own-accounts.ts';
import { pullPolicy } from './pull-policy.ts';
import { rbacSufficient } from './rbac-sufficient.ts';
import { readOnlyRoot } from './read-only-root.ts';
import { restrictedContainers } from './restricted-containers.ts';
import { restrictedNamespace } from './restricted-namespace.ts';
import { restrictedPods } from './restricted-pods.ts';
import { serviceInternal } from './service-internal.ts';
import { tokenOnlyIfUsed } from './token-only-if-used.ts';

/** Checks of what pods, accounts and Services may do, and of secrets. */
export const securityChecks: Readonly<Record<string, Judge>> = {
  'restricted-namespace': { judge: restrictedNamespace },
  'restricted-pods': {
    judge: restrictedPods,
    standsFor: [
      'kube-linter host-network, host-pid, host-ipc, sensitive-host-mounts, docker-sock, unsafe-sysctls',
      'Polaris hostNetworkSet, hostPIDSet, hostIPCSet, hostPathSet',
      'Checkov CKV_K8S_17, CKV_K8S_18, CKV_K8S_19, CKV_K8S_27',
      'Trivy KSV-0006, KSV-0008, KSV-0009, KSV-0010, KSV-0023, KSV-0028',
      'Kubescape C-0038, C-0041',
    ],
  },
  'restricted-containers': {
    judge: restrictedContainers,
    standsFor: [
      'kube-score container-security-context-privileged, container-seccomp-profile',
      'kube-linter privileged-container, privilege-escalation-container, drop-net-raw-capability, run-as-non-root',
      'Polaris privilegeEscalationAllowed, runAsRootAllowed, runAsPrivileged, dangerousCapabilities, insecureCapabilities, linuxHardening',
      'Checkov CKV_K8S_16, CKV_K8S_20, CKV_K8S_23, CKV_K8S_25, CKV_K8S_26, CKV_K8S_28, CKV_K8S_29, CKV_K8S_30, CKV_K8S_31, CKV_K8S_37',
      'Trivy KSV-0001, KSV-0003, KSV-0004, KSV-0005, KSV-0012, KSV-0017, KSV-0022, KSV-0024, KSV-0030, KSV-0104, KSV-0105, KSV-0106, KSV-0118',
      'Kubescape C-0013, C-0016, C-0044, C-0046, C-0055, C-0057',
    ],
  },
  'node-access': {
    judge: onlyListedAccess,
    standsFor: [
      'kube-linter writable-host-mount, sensitive-host-mounts',
      'Trivy KSV-0023',
      'Kubescape C-0045, C-0048',
    ],
  },
  'high-user-ids': {
    judge: highUserIds,
    standsFor: [
      'kube-score container-security-context-user-group-id',
      'Checkov CKV_K8S_40',
      'Trivy KSV-0020, KSV-0021',
    ],
  },
  'read-only-root': {
    judge: readOnlyRoot,
    standsFor: [
      'kube-score container-security-context-readonlyrootfilesystem',
      'kube-linter no-read-only-root-fs',
      'Polaris notReadOnlyRootFilesystem',
      'Checkov CKV_K8S_22',
      'Trivy KSV-0014',
      'Kubescape C-0017',
    ],
  },
  'image-pinned': {
    judge: imagePinned,
    standsFor: [
      'kube-score container-image-tag',
      'kube-linter latest-tag',
      'Polaris tagNotSpecified',
      'Checkov CKV_K8S_14',
      'Trivy KSV-0013',
    ],
  },
  'pull-policy': {
    judge: pullPolicy,
    standsFor: [
      'kube-score container-image-pull-policy',
      'Polaris pullPolicyNotAlways',
      'Checkov CKV_K8S_15',
    ],
  },
  'own-accounts': {
    judge: ownAccounts,
    standsFor: ['kube-linter default-service-account', 'Checkov CKV_K8S_41, CKV_K8S_42'],
  },
  'token-only-if-used': {
    judge: tokenOnlyIfUsed,
    standsFor: [
      'Polaris automountServiceAccountToken',
      'Checkov CKV_K8S_38',
      'Trivy KSV-0036',
      'Kubescape C-0034',
    ],
  },
  'least-rbac': {
    judge: leastRbac,
    standsFor: [
      'kube-linter access-to-secrets, cluster-admin-role-binding, wildcard-in-rules',
      'Polaris rolePodExecAttach, clusterrolePodExecAttach, clusterrolebindingClusterAdmin',
      'Checkov CKV_K8S_49, CKV_K8S_155, CKV_K8S_156, CKV_K8S_157, CKV_K8S_158',
      'Trivy KSV-0041, KSV-0044, KSV-0045, KSV-0046, KSV-0113',
      'Kubescape C-0002, C-0035',
    ],
  },
  'rbac-sufficient': { judge: rbacSufficient },
  'env-hygiene': {
    judge: envHygiene,
    standsFor: [
      'kube-score environment-variable-key-duplication',
      'kube-linter duplicate-env-var, env-var-secret, read-secret-from-env-var',
      'Polaris sensitiveContainerEnvVar',
      'Checkov CKV_K8S_35',
    ],
  },
  'no-secret-objects': { judge: noSecretObjects },
  'no-secret-values': {
    judge: noSecretValues,
    standsFor: ['Polaris sensitiveConfigmapContent', 'Trivy KSV-0109, KSV-01010', 'Kubescape C-0012'],
  },
  'service-internal': {
    judge: serviceInternal,
    standsFor: ['kube-score service-type', 'kube-linter exposed-services, ssh-port'],
  },
  'known-fields': { judge: onlyKnownFields },
};
