import { describe, expect, test } from 'vitest';
import type { Manifests } from '../../../src/checks/manifests/check.ts';
import { openingsOf, policiesOf, type Opening } from '../../../src/checks/manifests/network/policies.ts';
import { podsOf } from '../../../src/checks/manifests/objects/pods.ts';
import type { KubernetesObject, Manifest } from '../../../src/model/manifest.ts';
import type { Settings } from '../../../src/settings/schema.ts';
import { production, withSettings } from '../../good.ts';
import { variants } from '../../variants.ts';
import { add, bend, findings, good, inside, manifestsOf, remove, type Change } from './judge.ts';

const check = (manifests: Manifests) => findings('network-edges', manifests);
const bent = (name: string, change: Change) => check(bend('NetworkPolicy', name, change));

interface Rule {
  from?: object[];
  to?: object[];
  ports?: object[];
}

const policies = ({ all }: Manifests): Manifest[] =>
  all.filter(({ object }) => object.kind === 'NetworkPolicy');

const listOf = { ingress: 'from', egress: 'to' } as const;
const sides = ['ingress', 'egress'] as const;

/** Manifests with the rules of one side of one policy changed. */
function withRules(
  manifests: Manifests,
  policy: Manifest,
  side: 'ingress' | 'egress',
  change: (rules: Rule[]) => Rule[],
): Manifests {
  const object = structuredClone(policy.object) as KubernetesObject & {
    spec: Record<string, Rule[] | undefined>;
  };
  object.spec[side] = change(object.spec[side] ?? []);
  return { ...manifests, all: manifests.all.map((one) => (one === policy ? { ...policy, object } : one)) };
}

/** One port between one policy and one peer. */
interface Edge {
  readonly policy: Manifest;
  readonly side: 'ingress' | 'egress';
  readonly rule: number;
  readonly port: number;
}

const edgesOf = (manifests: Manifests): Edge[] =>
  policies(manifests).flatMap((policy) =>
    sides.flatMap((side) =>
      ((inside(policy.object, 'spec')[side] ?? []) as Rule[]).flatMap(({ ports = [] }, rule) =>
        ports.map((_, port) => ({ policy, side, rule, port })),
      ),
    ),
  );

const withoutEdge = (manifests: Manifests, { policy, side, rule, port }: Edge): Manifests =>
  withRules(manifests, policy, side, (rules) =>
    rules
      .map((one, index) =>
        index === rule ? { ...one, ports: (one.ports ?? []).filter((_, at) => at !== port) } : one,
      )
      .filter(({ ports = [] }) => ports.length > 0),
  );

const inWords = ({ policy, side, rule, port }: Edge): string => {
  const one = inside(policy.object, 'spec', side, rule) as Rule;
  return `${policy.object.metadata.name} ${side} ${JSON.stringify(one[listOf[side]])} ${JSON.stringify(one.ports?.[port])}`;
};

const variant = (name: string): Settings => {
  const found = variants.find(([one]) => one === name);
  if (found === undefined) throw new Error(`No variant is called ${name}.`);
  return found[1];
};

/**
 * Two rules of Prometheus open 443 to all addresses, one for the Kubernetes API and one for the object storage: while one of
 * them is there, the other one is not missed.
 */
const twice = [
  'fraiseql-prometheus egress [{"ipBlock":{"cidr":"0.0.0.0/0"}}] {"port":443,"protocol":"TCP"}',
  'fraiseql-prometheus egress [{"ipBlock":{"cidr":"0.0.0.0/0","except":["169.254.0.0/16"]}}] {"port":443,"protocol":"TCP"}',
];

describe.each([
  ['production', 63, twice],
  ['production in three shards', 76, twice],
  ['production, scraped by its pods', 63, twice],
  ['production with isolated pods', 65, twice],
  ['production in a shared Prometheus', 8, []],
  ['production with isolated pods in a shared Prometheus', 10, []],
  [
    'production with other ports and addresses',
    67,
    ['fraiseql-prometheus egress [{"ipBlock":{"cidr":"10.0.0.1/32"}}] {"port":443,"protocol":"TCP"}'],
  ],
])('of %s', (name, count, covered) => {
  const manifests = manifestsOf(variant(name));
  const edges = edgesOf(manifests);

  test('takes the policies', () => {
    expect(check(manifests)).toEqual([]);
  });

  test(`misses each of ${String(count)} edges when it is taken away, at the end that is closed then`, () => {
    expect(edges).toHaveLength(count);
    const said = edges.map((edge) => [inWords(edge), check(withoutEdge(manifests, edge))] as const);
    expect(said.filter(([, lines]) => lines.length !== 1).map(([edge]) => edge)).toEqual(covered);
    for (const [edge, lines] of said) {
      for (const line of lines)
        expect(line).toMatch(edge.includes(' egress ') ? /lets it out\.$/ : /lets it in\.$/);
    }
  });

  test('finds each port too many', () => {
    const said = edges.map((edge) => {
      const { policy, side, rule } = edge;
      const more = withRules(manifests, policy, side, (rules) =>
        rules.map((one, index) =>
          index === rule ? { ...one, ports: [...(one.ports ?? []), { port: 4444 }] } : one,
        ),
      );
      return [inWords(edge), check(more)] as const;
    });
    for (const [edge, lines] of said) {
      expect(lines, edge).toHaveLength(1);
      expect(lines[0], edge).toMatch(/ on TCP 4444, which nobody needs\.$/);
    }
  });
});

describe.each(['production', 'production in three shards'])(
  'of %s, every edge that is not needed',
  (name) => {
    const manifests = manifestsOf(variant(name));
    const components = podsOf(manifests.all);
    const open = new Set(policiesOf(manifests).flatMap(openingsOf).map(openingInWords));

    function openingInWords({ policy, side, peer, port }: Opening): string {
      return JSON.stringify([policy.manifest.object.metadata.name, side.toLowerCase(), peer, port?.port]);
    }

    test('is found, between any two of ours and on any port of theirs', () => {
      let count = 0;
      for (const policy of policies(manifests)) {
        if (policy.object.metadata.name === 'fraiseql-deny-all') continue;
        const own = components.filter(({ labels }) => {
          const selector = inside(policy.object, 'spec', 'podSelector').matchLabels as Record<string, string>;
          return Object.entries(selector).every(([key, value]) => labels[key] === value);
        });
        expect(own).toHaveLength(1);
        for (const other of components) {
          const selector = policies(manifests).find(({ object: { metadata } }) =>
            [other.manifest.object.metadata.name, other.spec.serviceAccountName].includes(metadata.name),
          );
          const peer = { podSelector: inside(selector?.object, 'spec').podSelector };
          for (const side of sides) {
            const server = side === 'egress' ? other : own[0];
            const ports = (server?.spec.containers ?? []).flatMap((one) => one.ports ?? []);
            for (const { containerPort: port, protocol = 'TCP' } of ports) {
              if (protocol !== 'TCP') continue;
              if (open.has(JSON.stringify([policy.object.metadata.name, side, peer, port]))) continue;
              const rule = { [listOf[side]]: [peer], ports: [{ port, protocol }] };
              const said = check(withRules(manifests, policy, side, (rules) => [...rules, rule]));
              expect(said).toHaveLength(1);
              expect(said[0]).toContain(` on TCP ${String(port)}, which nobody needs.`);
              count++;
            }
          }
        }
      }
      expect(count).toBe(name === 'production' ? 226 : 302);
    });
  },
);

describe('says who needs what, what for, and which policies do not open it', () => {
  test.each([
    [
      'a scrape, where it goes out',
      'fraiseql-prometheus',
      { 'spec.egress[0].ports[0].port': 9188 },
      "Prometheus monitoring/fraiseql, spec: Prometheus monitoring/fraiseql → Deployment monitoring/fraiseql-postgres-exporter on TCP 9187 (which it scrapes) is closed: none of 'fraiseql-deny-all', 'fraiseql-prometheus' lets it out.",
    ],
    [
      'a scrape, where it comes in',
      'fraiseql-postgres-exporter',
      { 'spec.ingress[0].ports[0].port': 9188 },
      "Deployment monitoring/fraiseql-postgres-exporter, spec: Prometheus monitoring/fraiseql → Deployment monitoring/fraiseql-postgres-exporter on TCP 9187 (which it scrapes) is closed: none of 'fraiseql-deny-all', 'fraiseql-postgres-exporter' lets it in.",
    ],
    [
      'names',
      'fraiseql-thanos-store',
      { 'spec.egress[1].ports[0].port': 54 },
      "StatefulSet monitoring/fraiseql-thanos-store, spec: StatefulSet monitoring/fraiseql-thanos-store → pods k8s-app=kube-dns of namespace kube-system on UDP 53 (which tells it addresses) is closed: none of 'fraiseql-deny-all', 'fraiseql-thanos-store' lets it out.",
    ],
  ])('%s', (_, name, change, message) => {
    expect(bent(name, change)).toContain(message);
  });

  test('both the API and the object storage, when neither is open', () => {
    const lines = bent('fraiseql-prometheus', {
      'spec.egress[4].ports[0].port': 444,
      'spec.egress[12].ports[0].port': 445,
    });
    const needed = lines.filter((line) => line.includes(' is closed: '));
    expect(needed.map((line) => line.replace(/^.* → (.*) is closed: .*$/, '$1'))).toEqual([
      'addresses outside on TCP 443 (where its object storage is)',
      'given addresses on TCP 443 (where the Kubernetes API is, whose token it has)',
    ]);
  });
});

describe('reads policies as Kubernetes does', () => {
  const name = 'fraiseql-thanos-query';

  test('a rule without peers opens to everybody', () => {
    expect(bent(name, { 'spec.ingress[0].from': [] })[0]).toBe(
      `NetworkPolicy monitoring/${name}, spec.ingress[0]: Opens Deployment monitoring/${name} for everybody. Name the other end.`,
    );
    expect(bent(name, { 'spec.egress[0].to': undefined })[0]).toMatch(
      / to everybody\. Name the other end\.$/,
    );
  });

  test('a rule without ports opens all of them', () => {
    expect(bent(name, { 'spec.ingress[0].ports': undefined })).toEqual([
      `NetworkPolicy monitoring/${name}, spec.ingress[0].from[0]: Opens Deployment monitoring/${name} on every port. Name those that are needed.`,
    ]);
  });

  test('a range opens each of its ports', () => {
    expect(bent(name, { 'spec.egress[0].ports[0]': { port: 10_901, endPort: 10_902 } })).toEqual([
      `NetworkPolicy monitoring/${name}, spec.egress[0].to[0]: Opens Deployment monitoring/${name} → StatefulSet monitoring/fraiseql-thanos-store on TCP 10902, which nobody needs.`,
    ]);
  });

  test('the name of a port is that of the pods that are connected to', () => {
    expect(
      bent(name, { 'spec.egress[0].ports[0].port': 'grpc', 'spec.ingress[0].ports[0].port': 'http' }),
    ).toEqual([]);
    expect(bent(name, { 'spec.ingress[0].ports[0].port': 'web' })).toHaveLength(1);
  });

  test('an empty pod selector takes all pods of the namespace', () => {
    const others = podsOf(good().all).length - 3;
    expect(bent(name, { 'spec.egress[0].to[0].podSelector': {} })).toEqual([
      `NetworkPolicy monitoring/${name}, spec.egress[0].to[0]: Opens Deployment monitoring/${name} → Alertmanager monitoring/fraiseql on TCP 10901, which nobody needs. It opens ${String(others)} more that nobody needs.`,
    ]);
  });

  test('a namespace selector without a pod selector takes all pods there', () => {
    const kubeSystem = {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    };
    expect(bent(name, { 'spec.egress[2].to[0]': kubeSystem })).toEqual(
      ['UDP', 'TCP'].map(
        (protocol) =>
          `NetworkPolicy monitoring/${name}, spec.egress[2].to[0]: Opens Deployment monitoring/${name} → pods of namespace kube-system on ${protocol} 53, which nobody needs.`,
      ),
    );
  });

  test('an empty namespace selector takes all namespaces', () => {
    expect(bent(name, { 'spec.ingress[1].from[0]': { namespaceSelector: {} } })[0]).toMatch(
      /Opens Alertmanager monitoring\/fraiseql → .* on TCP 10902, which nobody needs\. It opens 9 more that nobody needs\.$/,
    );
  });

  test('a policy that says nothing of egress closes none', () => {
    const open = { 'spec.policyTypes': undefined };
    expect(bent('fraiseql-deny-all', open)).toEqual([]);
    const alone = bend('NetworkPolicy', 'fraiseql-thanos-query', { 'spec.policyTypes': ['Ingress'] });
    const without = {
      ...alone,
      all: alone.all.filter(({ object }) => object.metadata.name !== 'fraiseql-deny-all'),
    };
    expect(check(without)).toEqual([
      `Deployment monitoring/${name}, spec.template.spec: No NetworkPolicy closes its pods for egress: they may connect to anybody.`,
    ]);
  });

  test('pods that no policy selects are open', () => {
    const without = remove('NetworkPolicy', 'fraiseql-deny-all');
    expect(check(without)).toEqual([]);
    const all = without.all.filter(
      ({ object: { kind, metadata } }) => kind !== 'NetworkPolicy' || metadata.name !== name,
    );
    const lines = check({ ...without, all });
    expect(lines).toContain(
      `Deployment monitoring/${name}, spec.template.spec: No NetworkPolicy closes its pods for ingress: anybody may connect to them.`,
    );
  });

  test('policies add to each other', () => {
    const rules = {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 22 }] }],
    };
    const metadata = { name: 'more', namespace: 'monitoring' };
    const lines = check(
      add({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec: rules }),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^NetworkPolicy monitoring\/more, spec\.egress\[0\]\.to\[0\]: Opens .* → 10\.0\.0\.0\/8 on TCP 22, which nobody needs\. It opens 7 more that nobody needs\.$/,
    );
  });
});

describe('of addresses', () => {
  const block = 'spec.egress[1].to[0].ipBlock';
  const alertmanager = 'fraiseql-alertmanager';

  test('refuses what is no address of the internet where only the internet is needed', () => {
    expect(bent(alertmanager, { [`${block}.except`]: undefined })).toEqual([
      `NetworkPolicy monitoring/${alertmanager}, spec.egress[1].to[0]: Opens Alertmanager monitoring/fraiseql → 0.0.0.0/0 on TCP 443, which takes in 10.0.0.0 too. Leave it out with \`except\`.`,
    ]);
  });

  test('refuses the node itself where an object store may be inside', () => {
    expect(bent('fraiseql-thanos-store', { 'spec.egress[0].to[0].ipBlock.except': undefined })).toEqual([
      'NetworkPolicy monitoring/fraiseql-thanos-store, spec.egress[0].to[0]: Opens StatefulSet monitoring/fraiseql-thanos-store → 0.0.0.0/0 on TCP 443, which takes in 169.254.0.0 too. Leave it out with `except`.',
    ]);
  });

  test('refuses a part of the internet where anybody there may be told', () => {
    const [said, ...rest] = bent(alertmanager, { [block]: { cidr: '203.0.113.0/24' } });
    expect(said).toMatch(
      / → the internet on TCP 443 \(where the receivers of its configuration are\) is closed: none of /,
    );
    expect(rest).toEqual([]);
  });

  test('takes the internet in parts', () => {
    const halves = ['0.0.0.0/1', '128.0.0.0/1'].map((cidr) => ({
      ipBlock: {
        cidr,
        except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
      },
    }));
    expect(bent(alertmanager, { 'spec.egress[1].to': halves })).toEqual([]);
  });

  test('refuses addresses that may come in', () => {
    const peer = { ipBlock: { cidr: '10.0.0.0/8' } };
    expect(bent(alertmanager, { 'spec.ingress[2].from[0]': peer })).toContain(
      `NetworkPolicy monitoring/${alertmanager}, spec.ingress[2].from[0]: Opens 10.0.0.0/8 → Alertmanager monitoring/fraiseql on TCP 9093, which nobody needs.`,
    );
  });

  test('asks for the port of a receiver, of a probe and of a database', () => {
    const config = 'https://heartbeats.fraiseql.com/production';
    const manifests = bend('Secret', 'fraiseql-alertmanager-config', (object) => {
      const data = inside(object, 'stringData');
      data['alertmanager.yaml'] = String(data['alertmanager.yaml']).replace(
        config,
        `${config.slice(0, 30)}:9443/x`,
      );
    });
    expect(check(manifests)[0]).toMatch(/ → the internet on TCP 9443 /);
    const probe = { 'spec.targets.staticConfig.static[0]': 'https://api.fraiseql.com:8443/health' };
    expect(check(bend('Probe', 'fraiseql-api-health', probe))[0]).toMatch(
      / → addresses outside on TCP 8443 /,
    );
    const uri = { 'spec.template.spec.containers[0].env[0].value': 'db.example.com:6432/x' };
    expect(check(bend('Deployment', 'fraiseql-postgres-exporter', uri))[0]).toMatch(
      / → given addresses on TCP 6432 \(where its database is\) /,
    );
  });
});

describe('of others', () => {
  const shared = manifestsOf(withSettings(production, { platform: { kind: 'shared' } }));
  const readersAs = (namespace: string) => ({
    ...good(),
    prerequisites: good().prerequisites.map((one) => (one.reads ? { ...one, name: namespace } : one)),
  });

  test('lets in those namespaces that the settings name, and no others', () => {
    const lines = check(readersAs('portal'));
    expect(lines.filter((line) => line.includes('pods of namespace portal → '))).toHaveLength(3);
    expect(lines.filter((line) => line.includes('pods that nobody knows'))).toHaveLength(3);
  });

  test('refuses to close a namespace that others use', () => {
    const policy = policies(shared).find(({ object }) => object.metadata.name === 'fraiseql-deny-all');
    const object = { ...policy?.object, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } };
    const all = shared.all.map((one) =>
      one === policy ? { ...one, object: object as KubernetesObject } : one,
    );
    expect(check({ ...shared, all })).toEqual(
      ["pods 'prometheus'", "every pod of namespace 'monitoring'"].map(
        (what) =>
          `NetworkPolicy monitoring/fraiseql-deny-all, spec.podSelector: Closes ${what}, which others run and which was open.`,
      ),
    );
  });

  test('refuses to close pods of the service that were open', () => {
    const isolated = manifestsOf(variant('production with isolated pods'));
    const prerequisites = isolated.prerequisites.map((one) => ({ ...one, isolated: false }));
    expect(check({ ...isolated, prerequisites })).toContain(
      "NetworkPolicy fraiseql/let-in-fraiseql-prometheus, spec.podSelector: Closes pods 'fraiseql-api', which others run and which was open.",
    );
  });
});

test('an Alertmanager alone needs no members', () => {
  const lines = check(bend('Alertmanager', 'fraiseql', { 'spec.replicas': 1 }));
  expect(lines).toHaveLength(4);
  expect(lines.every((line) => line.includes(' 9094, which nobody needs.'))).toBe(true);
});

test('an account whose token is mounted by default needs the API', () => {
  const bare = { automountServiceAccountToken: undefined };
  const pod = { 'spec.template.spec.automountServiceAccountToken': undefined };
  const account = bend('ServiceAccount', 'fraiseql-thanos-query', bare);
  const both = bend('Deployment', 'fraiseql-thanos-query', pod);
  const changed = account.all.find(
    ({ object }) => object.metadata.name === 'fraiseql-thanos-query' && object.kind === 'ServiceAccount',
  );
  expect(check(account)).toEqual([]);
  expect(check(both)).toEqual([]);
  const all = both.all.map((one) => (one.path === changed?.path ? changed : one));
  expect(check({ ...both, all })).toHaveLength(2);
});

test('takes the ports of the Kubernetes API from a prerequisite, if there is one', () => {
  const { prerequisites, ...rest } = good();
  const ports = { service: 443, server: 6443, other: 8443 };
  const api = { kind: 'Address', name: 'kubernetes-api', ports, why: 'the Kubernetes API' };
  const others = prerequisites.filter(({ name }) => name !== api.name);
  const said = check({ ...rest, prerequisites: [...others, api] });
  expect(said).toHaveLength(2);
  expect(said[0]).toMatch(
    / → given addresses on TCP 8443 \(where the Kubernetes API is, whose token it has\) /,
  );
});
