import { alertGroups } from '../../alerts/index.ts';
import { objectives, tiers } from '../../alerts/slos.ts';
import * as thresholds from '../../alerts/thresholds.ts';
import type { Threshold } from '../model/threshold.ts';
import type { Files } from '../output/replace.ts';
import { settingsJsonSchema } from '../settings/keys.ts';
import { alertsPage, type NamedThresholds } from './alerts-page.ts';
import { probesPage } from './probes-page.ts';
import { settingsPage } from './settings-page.ts';
import { sloPage } from './slo-page.ts';

/** Every page that is made from code, by path. */
export const generatedDocs = (): Files =>
  new Map([
    ['environments/settings.schema.json', `${JSON.stringify(settingsJsonSchema, null, 2)}\n`],
    ['docs/settings.md', settingsPage()],
    ['docs/probes.md', probesPage()],
    ['docs/slo.md', sloPage(objectives, tiers)],
    ['docs/alerts.md', alertsPage(alertGroups, named(thresholds))],
  ]);

function named(values: object, path = ''): NamedThresholds {
  const found = Object.entries(values as Record<string, unknown>).flatMap(([key, value]) => {
    if (isThreshold(value)) return [[path + key, value] as const];
    return typeof value === 'object' && value !== null ? [...named(value, `${path}${key}.`)] : [];
  });
  return new Map(found.sort(([a], [b]) => a.localeCompare(b, 'en')));
}

const isThreshold = (value: unknown): value is Threshold =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'threshold';
