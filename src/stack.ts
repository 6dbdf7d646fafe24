import { readFileSync } from 'node:fs';
import { core } from '../alerts/core.ts';
import { alertGroups } from '../alerts/index.ts';
import { policies } from '../alerts/routing.ts';
import { objectives, tiers } from '../alerts/slos.ts';
import { houseStyle } from '../dashboards/house-style.ts';
import { boards as allBoards } from '../dashboards/index.ts';
import { checkBackup } from './backup/bucket/agreement.ts';
import { backupFiles } from './backup/bucket/files.ts';
import { checkDashboards } from './checks/dashboards/index.ts';
import { checkStack } from './checks/index.ts';
import type { Manifests } from './checks/manifests/check.ts';
import { checkManifests } from './checks/manifests/index.ts';
import { systemPage } from './docs/system-page.ts';
import { resolveBoards, type ResolvedBoards } from './grafana/resolve.ts';
import { checkArchive } from './logs/archive/agreement.ts';
import { archiveFiles } from './logs/archive/files.ts';
import type { AlertGroup } from './model/alert.ts';
import type { Manifest } from './model/manifest.ts';
import type { Problem } from './model/problem.ts';
import type { Files } from './output/replace.ts';
import { toYaml, toYamlFile } from './output/yaml.ts';
import { manifests } from './platform/manifests.ts';
import { prerequisites } from './platform/prerequisites.ts';
import { probePatchFiles } from './platform/probe-patch.ts';
import { alertmanagerConfig } from './routing/alertmanager.ts';
import type { AlertmanagerConfig } from './routing/config.ts';
import { resolveAlerts, type ResolvedAlerts } from './rules/resolve.ts';
import type { Settings } from './settings/schema.ts';
import { recordingGroups } from './slo/recordings.ts';

/** One environment, made: what is written, and what there is to say about it. */
export interface Environment {
  readonly settings: Settings;
  /** The 11, whether this environment has them all or not. */
  readonly core: AlertGroup;
  readonly alerts: ResolvedAlerts;
  readonly boards: ResolvedBoards;
  readonly routing: AlertmanagerConfig;
  readonly manifests: readonly Manifest[];
  /** Files by their path below `dist/`. */
  readonly files: Files;
  readonly problems: readonly Problem[];
}

const messages = readFileSync(new URL('../alerts/messages.tmpl', import.meta.url), 'utf8');

/**
 * Makes everything that one environment is, in memory.
 *
 * @param groups the alerts. @default - all of `alerts/`
 */
export function makeEnvironment(
  settings: Settings,
  groups: readonly AlertGroup[] = alertGroups,
): Environment {
  const alerts = resolveAlerts(groups, settings);
  const boards = resolveBoards(allBoards, houseStyle, settings, alerts);
  const ruleGroups = [...alerts.groups, ...recordingGroups(objectives, settings)];
  const routing = alertmanagerConfig(policies, alerts.alerts, settings);
  const config = toYamlFile([routing], 'alerts/routing.ts');
  const objects = manifests(settings, {
    groups: ruleGroups,
    routing: config,
    templates: { 'fraiseql.tmpl': messages },
    dashboards: Object.fromEntries(boards.boards.map(({ board, json }) => [board.uid, json])),
  });
  const folder = settings.environment;
  const looked = judged(settings, objects, config);
  const files = new Map([
    [`${folder}/prometheus/rules.yaml`, toYamlFile([{ groups: ruleGroups }], 'alerts/')],
    [`${folder}/alertmanager/alertmanager.yaml`, config],
    [`${folder}/alertmanager/templates/fraiseql.tmpl`, messages],
    ...boardFiles(boards, folder),
    ...manifestFiles(objects, folder),
    ...probePatchFiles(settings),
    ...bucketFiles(settings),
    [`${folder}/system.md`, systemPage(folder, looked)],
  ]);
  const dashboards = boards.boards.map(({ board }) => board.uid);
  const ofStack = checkStack({ settings, alerts, routing, policies, objectives, tiers, dashboards });
  // What follows from an objective that cannot be meant hides it.
  const root = ofStack.filter(({ check }) => check === 'objective-well-formed');
  const made = boards.boards.map(({ json }) => JSON.parse(json) as unknown);
  const others = [
    ...ofStack,
    ...checkManifests(folder, looked),
    ...checkBuckets(settings),
    ...checkDashboards(made, { settings, alerts: alerts.alerts, marks: boards.marks }),
  ];
  const problems = root.length > 0 ? root : others;
  return { settings, core, alerts, boards, routing, manifests: objects, files, problems };
}

/** What checks of manifests look at: the objects, and what the settings say of the cluster. */
export const judged = (settings: Settings, objects: readonly Manifest[], routing: string): Manifests => ({
  all: objects,
  prerequisites: prerequisites(settings, routing),
  operatorLabels: settings.monitoring.operatorLabels,
});

/** Documents of buckets, which somebody applies by hand. */
const bucketFiles = (settings: Settings) => [...archiveFiles(settings), ...backupFiles(settings)];
const checkBuckets = (settings: Settings) => [...checkArchive(settings), ...checkBackup(settings)];

const boardFiles = ({ boards }: ResolvedBoards, folder: string): [string, string][] =>
  boards.map(({ board, json }) => [`${folder}/grafana/${board.uid}.json`, json]);

/** One file for each chart. What Argo CD itself reads stands beside the environments, not in one. */
function manifestFiles(objects: readonly Manifest[], folder: string): [string, string][] {
  const names = [...new Set(objects.map(({ file }) => file))];
  return names.map((name) => [
    name.startsWith('argocd/') ? name : `${folder}/${name}`,
    objects
      .filter(({ file }) => file === name)
      .map(({ object }) => toYaml(object))
      .join('---\n'),
  ]);
}
