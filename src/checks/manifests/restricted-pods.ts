import { fieldIn } from '../../schemas/field.ts';
import { oneOf, show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck } from './check.ts';
import { podsOf, type Pods } from './objects/pods.ts';

/** Pods share nothing with their node: Pod Security "restricted", the controls of the pod as a whole. */
export const restrictedPods: ManifestCheck = ({ all }) =>
  podsOf(all).flatMap((pods) => [
    ...hostNamespaces(pods),
    ...volumes(pods),
    ...sysctls(pods),
    ...unconfined(pods),
  ]);

const finding = (pods: Pods, field: string, message: string): Finding => ({
  manifest: pods.manifest,
  field: `${pods.field}.${field}`,
  message,
});

const shared = {
  hostNetwork: 'network',
  hostPID: 'processes',
  hostIPC: 'memory',
} as const;

const hostNamespaces = (pods: Pods): Finding[] =>
  Object.entries(shared)
    .filter(([field]) => pods.spec[field] === true)
    .map(([field, what]) =>
      finding(
        pods,
        field,
        `Must not be true: the pod would see the ${what} of its node and of all pods there. Remove it.`,
      ),
    );

const allowedVolumes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const volumes = (pods: Pods): Finding[] =>
  (pods.spec.volumes ?? []).flatMap((volume, index) =>
    Object.keys(volume)
      .filter((type) => type !== 'name' && !allowedVolumes.includes(type))
      .map((type) =>
        finding(
          pods,
          `volumes[${String(index)}].${type}`,
          `Pod Security "restricted" refuses such a volume. Use ${oneOf(allowedVolumes)}.`,
        ),
      ),
  );

/** Kernel parameters that are each pod's own. */
const safeSysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
];

const sysctls = (pods: Pods): Finding[] =>
  ((pods.spec.securityContext?.sysctls ?? []) as readonly { readonly name: string }[]).flatMap(
    ({ name }, index) =>
      safeSysctls.includes(name)
        ? []
        : [
            finding(
              pods,
              `securityContext.sysctls[${String(index)}].name`,
              `${show(name)} changes the kernel for other pods too. Remove it.`,
            ),
          ],
  );

/** The old way to turn AppArmor off, by annotation of the pod. */
const unconfined = (pods: Pods): Finding[] =>
  Object.entries(pods.annotations)
    .filter(
      ([key, value]) =>
        key.startsWith('container.apparmor.security.beta.kubernetes.io/') &&
        !/^(runtime\/default|localhost\/.*)$/.test(value),
    )
    .map(([key, value]) => ({
      manifest: pods.manifest,
      field: fieldIn(`${pods.metadataField}.annotations`, key),
      message: `Turns AppArmor off with ${show(value)}. Remove it.`,
    }));
