import type { Chart } from 'cdk8s';
import { DashboardFile } from '../constructs/dashboard-file.ts';
import { GrafanaDashboard } from '../constructs/grafana-dashboard.ts';
import type { Settings } from '../settings/schema.ts';

/** Brings the dashboards to Grafana: one object for each, since all together would be too large for one. */
export function dashboards(
  chart: Chart,
  { grafana, monitoring }: Settings,
  texts: Readonly<Record<string, string>>,
): void {
  const { delivery, namespace = monitoring.namespace, folder, label, folderAnnotation } = grafana;
  // Where the operator brings them, the sidecar must not find them too: two would write the same dashboard.
  const forSidecar = { labels: { [label.key]: label.value }, annotations: { [folderAnnotation]: folder } };
  for (const [uid, json] of Object.entries(texts)) {
    const name = `grafana-${uid}`;
    const found = delivery === 'operator' ? {} : forSidecar;
    new DashboardFile(chart, uid, { namespace, name, uid, json, ...found });
    if (delivery !== 'operator') continue;
    new GrafanaDashboard(chart, `${uid}-dashboard`, {
      namespace,
      name: uid,
      instanceSelector: grafana.instanceSelector,
      folder,
      file: { name, key: `${uid}.json` },
    });
  }
}
