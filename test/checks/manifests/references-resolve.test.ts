import { describe, expect, test } from 'vitest';
import { bend, findings, good, inside, objectOf, remove } from './judge.ts';

const check = (manifests: Parameters<typeof findings>[1]) => findings('references-resolve', manifests);

test('takes what production names', () => {
  expect(check(good())).toEqual([]);
});

describe('refuses the name of something that is not there', () => {
  const store = 'spec.template.spec';
  test.each([
    [
      'a Secret of a volume',
      'StatefulSet',
      'fraiseql-thanos-store',
      `${store}.volumes[0].secret.secretName`,
      'thanos-objectstorage',
      "There is no Secret 'thanos-objectstorage' in monitoring: it is neither made here nor a prerequisite. Did you mean 'thanos-object-storage'?",
    ],
    [
      'an account',
      'Deployment',
      'fraiseql-thanos-query',
      `${store}.serviceAccountName`,
      'fraiseql-thanos-qery',
      "There is no ServiceAccount 'fraiseql-thanos-qery' in monitoring: it is neither made here nor a prerequisite. Did you mean 'fraiseql-thanos-query'?",
    ],
    [
      'a ConfigMap of a volume',
      'Deployment',
      'fraiseql-blackbox-exporter',
      `${store}.volumes[0].configMap.name`,
      'blackbox',
      "There is no ConfigMap 'blackbox' in monitoring: it is neither made here nor a prerequisite.",
    ],
    [
      'a governing Service',
      'StatefulSet',
      'fraiseql-thanos-store',
      'spec.serviceName',
      'store',
      "There is no Service 'store' in monitoring: it is neither made here nor a prerequisite.",
    ],
    [
      "Alertmanager's configuration",
      'Alertmanager',
      'fraiseql',
      'spec.configSecret',
      'elsewhere',
      "There is no Secret 'elsewhere' in monitoring: it is neither made here nor a prerequisite.",
    ],
    [
      'the Alertmanagers that are told',
      'Prometheus',
      'fraiseql',
      'spec.alerting.alertmanagers[0].port',
      'http',
      "Service 'fraiseql-alertmanager' has no port 'http', only 'web' or 'reloader-web'.",
    ],
    [
      'a secret store',
      'ExternalSecret',
      'alertmanager-receivers',
      'spec.secretStoreRef.name',
      'vault',
      "There is no ClusterSecretStore 'vault': it is neither made here nor a prerequisite.",
    ],
    [
      'a role',
      'ClusterRoleBinding',
      'monitoring-fraiseql-prometheus',
      'roleRef.name',
      'fraiseql-prometheus',
      "There is no ClusterRole 'fraiseql-prometheus': it is neither made here nor a prerequisite.",
    ],
    [
      'the account that a role is given to',
      'ClusterRoleBinding',
      'monitoring-fraiseql-prometheus',
      'subjects[0].namespace',
      'default',
      "There is no ServiceAccount 'fraiseql-prometheus' in default: it is neither made here nor a prerequisite.",
    ],
    [
      'a key of a Secret',
      'Prometheus',
      'fraiseql',
      'spec.volumes[0].secret.items[0].key',
      'bucket.yaml',
      "Secret 'thanos-object-storage' has no key 'bucket.yaml', only 'thanos.yaml'.",
    ],
    [
      'a key in a variable',
      'Deployment',
      'fraiseql-postgres-exporter',
      `${store}.containers[0].env[0].valueFrom`,
      { secretKeyRef: { name: 'fraiseql-database-monitoring', key: 'uri' } },
      "Secret 'fraiseql-database-monitoring' has no key 'uri', only 'username' or 'password'.",
    ],
    [
      'a ConfigMap of variables',
      'Deployment',
      'fraiseql-postgres-exporter',
      `${store}.containers[0].envFrom`,
      [{ configMapRef: { name: 'x' } }],
      "There is no ConfigMap 'x' in monitoring: it is neither made here nor a prerequisite.",
    ],
    [
      'a claim',
      'Deployment',
      'fraiseql-thanos-query',
      `${store}.volumes`,
      [{ name: 'data', persistentVolumeClaim: { claimName: 'data-x' } }],
      "There is no PersistentVolumeClaim 'data-x' in monitoring: it is neither made here nor a prerequisite.",
    ],
    [
      'a projected Secret',
      'Deployment',
      'fraiseql-thanos-query',
      `${store}.volumes`,
      [{ name: 'data', projected: { sources: [{ secret: { name: 'y' } }] } }],
      "There is no Secret 'y' in monitoring: it is neither made here nor a prerequisite.",
    ],
    [
      'a Secret for pulling',
      'Deployment',
      'fraiseql-thanos-query',
      `${store}.imagePullSecrets`,
      [{ name: 'registry' }],
      "There is no Secret 'registry' in monitoring: it is neither made here nor a prerequisite.",
    ],
  ])('%s', (...[, kind, name, field, value, message]) => {
    const said = check(bend(kind, name, { [field]: value })).filter((line) => line.endsWith(message));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(new RegExp(`^${kind} (monitoring/)?${name}, `));
  });

  test('the Secret that Alertmanager would take without being told', () => {
    expect(check(bend('Alertmanager', 'fraiseql', { 'spec.configSecret': undefined }))).toEqual([
      "Alertmanager monitoring/fraiseql, spec.configSecret: There is no Secret 'alertmanager-fraiseql' in monitoring: it is neither made here nor a prerequisite.",
    ]);
  });

  test('not one that may be missing', () => {
    const env = {
      'spec.template.spec.containers[0].envFrom': [{ configMapRef: { name: 'x', optional: true } }],
    };
    expect(check(bend('Deployment', 'fraiseql-postgres-exporter', env))).toEqual([]);
  });
});

describe('refuses a key that an ExternalSecret does not bring', () => {
  test('to Alertmanager', () => {
    const bent = bend('ExternalSecret', 'alertmanager-receivers', (object) => {
      inside(object, 'spec').data = [{ secretKey: 'pagerduty-routing-key' }];
    });
    expect(check(bent)).toContain(
      "Secret monitoring/fraiseql-alertmanager-config, stringData['alertmanager.yaml']: Secret 'alertmanager-receivers' has no key 'dead-mans-switch-token', only 'pagerduty-routing-key'.",
    );
    expect(check(bent)).toHaveLength(4);
  });

  test('to a container', () => {
    expect(
      check(bend('ExternalSecret', 'thanos-object-storage', { 'spec.data[0].secretKey': 'x' })),
    ).toHaveLength(3);
  });

  test('but not where it brings whatever the entry has', () => {
    const all = { 'spec.data': undefined, 'spec.dataFrom': [{ extract: { key: 'x' } }] };
    expect(check(bend('ExternalSecret', 'thanos-object-storage', all))).toEqual([]);
  });
});

describe('of Alertmanager', () => {
  test('refuses a key file of a Secret that it does not mount', () => {
    expect(check(bend('Alertmanager', 'fraiseql', { 'spec.secrets': [] }))[0]).toBe(
      "Secret monitoring/fraiseql-alertmanager-config, stringData['alertmanager.yaml']: Alertmanager does not mount Secret 'alertmanager-receivers'.",
    );
  });

  test('refuses templates that are not there', () => {
    const bent = bend('Secret', 'fraiseql-alertmanager-config', { "stringData['fraiseql.tmpl']": undefined });
    expect(check(bent)).toEqual([
      "Secret monitoring/fraiseql-alertmanager-config, stringData: No key is the file '/etc/alertmanager/config/fraiseql.tmpl', only 'alertmanager.yaml'.",
    ]);
  });
});

describe('of host names', () => {
  const queryArgs = objectOf('Deployment', 'fraiseql-thanos-query');
  const withArg = (arg: string) =>
    check(
      bend('Deployment', 'fraiseql-thanos-query', (object) => {
        (inside(object, 'spec', 'template', 'spec', 'containers', 0).args as string[]).push(arg);
      }),
    );
  const at = () => {
    const { args } = inside(queryArgs, 'spec', 'template', 'spec', 'containers', 0) as { args: string[] };
    return `Deployment monitoring/fraiseql-thanos-query, spec.template.spec.containers[0].args[${String(args.length)}]:`;
  };

  test('refuses a Service that is not made', () => {
    expect(withArg('--endpoint=dns+fraiseql-thanos-stor.monitoring.svc:10901')).toEqual([
      `${at()} There is no Service for 'fraiseql-thanos-stor.monitoring.svc:10901': none of that name is made here. Did you mean 'fraiseql-thanos-store'?`,
    ]);
  });

  test('refuses a port that the Service does not have', () => {
    expect(withArg('--endpoint=dns+fraiseql-thanos-store.monitoring.svc.cluster.local:10903')).toEqual([
      `${at()} Service 'fraiseql-thanos-store' has no port 10903, only 10901 or 10902.`,
    ]);
  });

  test('refuses a namespace that nobody knows, and takes one of others', () => {
    expect(withArg('--endpoint=x.nowhere.svc:1')).toEqual([
      `${at()} There is no Service for 'x.nowhere.svc:1': namespace 'nowhere' is neither made here nor a prerequisite.`,
    ]);
    expect(withArg('--endpoint=x.fraiseql.svc:1')).toEqual([]);
  });

  test('refuses the prober of a probe when its Service is gone', () => {
    expect(check(remove('Service', 'fraiseql-blackbox-exporter'))).toEqual([
      "Probe monitoring/fraiseql-api-health, spec.prober.url: There is no Service for 'fraiseql-blackbox-exporter.monitoring.svc:9115': none of that name is made here.",
    ]);
  });
});

describe('of files in a mounted folder', () => {
  const first = 'spec.template.spec.containers[0]';

  test('refuses one that the ConfigMap does not have', () => {
    const bent = bend('Deployment', 'fraiseql-blackbox-exporter', {
      [`${first}.args[0]`]: '--config.file=/etc/blackbox/config.yml',
    });
    expect(check(bent)).toEqual([
      `Deployment monitoring/fraiseql-blackbox-exporter, ${first}: Reads '/etc/blackbox/config.yml': ConfigMap 'fraiseql-blackbox-exporter' has no key 'config.yml', only 'blackbox.yml'.`,
    ]);
  });

  test('refuses one that the volume leaves out', () => {
    const bent = bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.volumes[0].secret.items': [{ key: 'username', path: 'username' }],
    });
    expect(check(bent)).toEqual([
      `Deployment monitoring/fraiseql-postgres-exporter, ${first}: Reads '/etc/postgres-exporter/password', which the volume does not have.`,
    ]);
  });
});

describe('of pods', () => {
  const place = 'spec.template.spec';
  const pods = 'Deployment monitoring/fraiseql-postgres-exporter';
  const bent = (change: Record<string, unknown>) =>
    check(bend('Deployment', 'fraiseql-postgres-exporter', change));

  test('refuses the mount of a volume that they do not have', () => {
    expect(bent({ [`${place}.containers[0].volumeMounts[0].name`]: 'config' })).toEqual([
      `${pods}, ${place}.containers[0].volumeMounts[0]: There is no volume 'config'.`,
    ]);
    expect(
      check(bend('StatefulSet', 'fraiseql-thanos-store', { 'spec.volumeClaimTemplates': undefined })),
    ).toHaveLength(1);
  });

  test("takes a volume of the operator's own, and refuses another", () => {
    const mounted = (name: string) =>
      check(bend('Prometheus', 'fraiseql', { 'spec.volumeMounts': [{ name, mountPath: '/x' }] }));
    expect(mounted('config-out')).toEqual([]);
    expect(mounted('rules')).toEqual([
      "Prometheus monitoring/fraiseql, spec.volumeMounts[0]: There is no volume 'rules'.",
    ]);
  });

  test('refuses a file of the object storage that the sidecar does not have', () => {
    const file = { 'spec.thanos.objectStorageConfigFile': '/etc/thanos/bucket.yaml' };
    expect(check(bend('Prometheus', 'fraiseql', file))).toEqual([
      "Prometheus monitoring/fraiseql, spec.thanos: Reads '/etc/thanos/bucket.yaml', which the volume does not have.",
    ]);
  });

  test('refuses a class that nobody has, but none of the system', () => {
    expect(bent({ [`${place}.priorityClassName`]: 'high' })).toEqual([
      `${pods}, ${place}.priorityClassName: There is no PriorityClass 'high': it is neither made here nor a prerequisite.`,
    ]);
    expect(bent({ [`${place}.priorityClassName`]: 'system-cluster-critical' })).toEqual([]);
  });

  test.each(['Default', 'None'])('refuses the DNS policy %s', (policy) => {
    expect(bent({ [`${place}.dnsPolicy`]: policy })).toEqual([
      `${pods}, ${place}.dnsPolicy: Must be 'ClusterFirst', got '${policy}': the pods would find no Service by its name.`,
    ]);
    expect(bent({ [`${place}.dnsPolicy`]: 'ClusterFirst' })).toEqual([]);
  });
});

describe('of a configuration that is encoded', () => {
  const encoded = bend('Secret', 'fraiseql-alertmanager-config', {
    stringData: undefined,
    data: {
      'alertmanager.yaml': Buffer.from('x: /etc/alertmanager/secrets/other/key').toString('base64'),
    },
  });

  test('reads it all the same', () => {
    expect(check(encoded)).toEqual([
      "Secret monitoring/fraiseql-alertmanager-config, data['alertmanager.yaml']: There is no Secret 'other' in monitoring: it is neither made here nor a prerequisite.",
      "Secret monitoring/fraiseql-alertmanager-config, data['alertmanager.yaml']: Alertmanager does not mount Secret 'other'.",
    ]);
  });
});
