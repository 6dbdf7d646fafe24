import type { PodProbes } from '../model/pod-probes.ts';
import { probeBudgets } from '../model/probe-budgets.ts';
import { podProbesOf } from '../settings/pod-probes.ts';
import { podProbes } from '../settings/schema/pod-probes.ts';
import { healthSection } from './health-section.ts';
import { generated } from './markdown.ts';
import { askedTable, budgetTable, timesTable } from './probe-tables.ts';

type Binding = 'contract' | 'fraiseql-2.15';

/** Probes of a binding, where the settings say no more than this. */
const probesOf = (binding: Binding, said: object = {}): PodProbes =>
  podProbesOf({ service: { podProbes: podProbes.parse(said) }, metrics: { binding } });

const contract = probesOf('contract');
const better = probesOf('contract', { live: { path: '/health/live' }, ready: { path: '/health/ready' } });
const published = probesOf('fraiseql-2.15');

/** The page about how the kubelet asks replicas, how long what follows takes, and the deployment of the health service. */
export const probesPage = (): string =>
  `${generated('src/docs/probes-page.ts and src/settings/')}

# Probes

Three questions that the kubelet asks each replica of \`fraiseql-api\`: has it started, does it live, can it answer queries. The Deployment belongs to another
repository, so that synth writes a patch for it, \`dist/<environment>/probes/patch.yaml\`. Nothing applies it by itself. [Why it is so](decisions/16-probes.md).

${asked}

${trying}

${giving}

${times}

${healthSection}`;

const asked = `## What is asked

${askedTable([
  ['the contract, by default', contract],
  ['where the server has more', better],
  ['`fraiseql-2.15`', published],
])}

- **Liveness asks nobody else.** What it fails for is cured by a restart, or it must not fail for it: with a path that follows Elasticsearch, an outage of Elasticsearch
  restarts every replica, over and over.
- **Readiness follows what queries need**, the database, and nothing more: else an outage of Elasticsearch leaves no replica in the Service.
- **The start has time**, so that liveness need not be patient with it.

The contract promises two paths: \`/health\`, which is 503 when anything is degraded and so serves for none of the three, and \`/metrics\`, which asks nobody. By default all three
ask \`/metrics\`: safe on every server that keeps the contract, and no more than "the process answers". A replica that alone has lost the database stays in the Service. Where the server has
\`/health/live\` and \`/health/ready\`, name them in the settings:

\`\`\`yaml
service:
  podProbes:
    live: { path: /health/live }
    ready: { path: /health/ready }
\`\`\`

The server published as v2.15 has no path that asks nobody. \`/health\` and \`/readiness\` both ask the database, and are 503 without it; \`/metrics\` wants a token. So liveness is a connection, which
a process that hangs may still accept: nobody restarts that one, and readiness takes it out of the Service. \`/readiness\` takes a connection of the pool, as queries do: where a pool is exhausted
for ${String(probeBudgets(published).leaves.worst)} seconds, the replica leaves until one is free. If that happens to all at once, give them more patience: \`ready: { failures: 6 }\`.`;

const trying = `## Try the paths first

A probe of a path that the server does not have fails for ever: liveness then restarts every replica, and readiness leaves none. Ask before you patch, one line for each path, with the port of the
binding (9090 or 8815):

\`\`\`sh
kubectl -n fraiseql port-forward deployment/fraiseql-api 9090 &
curl -s -o /dev/null -w '%{http_code} after %{time_total} s\\n' http://localhost:9090/metrics
curl -s -o /dev/null -w '%{http_code} after %{time_total} s\\n' http://localhost:9090/health/live
curl -s -o /dev/null -w '%{http_code} after %{time_total} s\\n' http://localhost:9090/health/ready
\`\`\`

200 is a yes, anything from 400 a no, and a time near the second is too long. Then, in staging, with the database stopped: the path of \`live\` must still be 200, that of \`ready\` must be 503; and with
Elasticsearch stopped both must be 200.`;

const giving = `## Give them to the Deployment

The patch names the container (\`service.podProbes.container\`, by default the name of the Deployment). Kubernetes refuses one whose container does not exist, for want of an image. Whatever
way a probe asked before is removed; other containers keep theirs. Replicas are replaced one after the other, and a rollout whose first replica does not become ready goes no further.

**With Kustomize**, and so with Argo CD: the folder is a component. Pin it to a commit.

\`\`\`yaml
# kustomization.yaml of the repository that the Deployment is in
components:
  - https://github.com/fraiseql/fraiseql-monitoring.git//dist/production/probes?ref=<commit>
\`\`\`

A copy of the file does as well: \`patches: [{ path: patch.yaml }]\`. An Argo CD Application without a kustomization takes its text under \`spec.source.kustomize.patches\`.

**By hand**, where nothing manages the Deployment; Argo CD would undo it:

\`\`\`sh
kubectl -n fraiseql patch deployment fraiseql-api --patch-file dist/production/probes/patch.yaml --dry-run=server -o yaml
kubectl -n fraiseql patch deployment fraiseql-api --patch-file dist/production/probes/patch.yaml
kubectl -n fraiseql rollout status deployment/fraiseql-api
kubectl -n fraiseql rollout undo deployment/fraiseql-api   # back
\`\`\`

**In TypeScript**: \`containerProbes\` in \`src/constructs/pod-probes.ts\` gives the three fields of a container.`;

const times = `## How long it takes

${timesTable(contract)}

${budgetTable(contract)}

At best each attempt fails at once, and the first comes just after the fault; at worst it came just before, and each attempt takes its whole time. The kubelet asks at fixed steps that begin anywhere
within one, counts \`first\` from the start of the container, and asks \`live\` and \`ready\` nothing until \`start\` has succeeded once. A start of up to ${String(probeBudgets(contract).start.letThrough)} s is let through: the five minutes that
the recovery objective has for it. On top come what Kubernetes needs to tell everybody that a replica left, and the wait before a container is started that has ended several times (10 s, doubled each time, 5 min
at most). A test plays all of it.

Times can be changed under [\`service.podProbes\`](settings.md). synth refuses what cannot be meant:

- an attempt that may take as long as the time to the next;
- liveness that gives up before readiness has: a replica with too much to do is relieved first, and killed only if that does not help;
- a start that may take no longer than a hang, or so long that Kubernetes calls the rollout failed first (600 s);
- paths that fail for others, such as \`/health\`, for \`live\` and \`start\`.`;
