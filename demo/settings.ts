import { readSettings } from '../src/settings/read.ts';
import type { Settings } from '../src/settings/schema.ts';

/**
 * The settings of an environment, whose links lead to the demo: to Prometheus and Alertmanager behind its one port, to the runbooks of
 * this repository, and to pictures of the dashboards.
 *
 * @throws SettingsError with all problems of the file.
 */
export function demoSettings(file: string, origin: string): Settings {
  const settings = readSettings(file);
  return {
    ...settings,
    links: {
      runbooks: `${origin}/runbooks`,
      dashboards: origin,
      prometheus: `${origin}/prometheus`,
      alertmanager: `${origin}/alertmanager`,
    },
  };
}
