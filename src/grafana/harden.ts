import { refIdOf } from './ids.ts';

/**
 * What the oldest Grafana reads that we mean this for, which is 10. A newer one brings older schemas up to date; an older one does
 * not understand newer ones.
 */
const schemaVersion = 39;

type Json = Record<string, unknown>;

interface JsonPanel extends Json {
  readonly targets?: readonly Json[];
  readonly panels?: readonly JsonPanel[];
  readonly links?: readonly Json[];
  readonly options?: Json & { readonly reduceOptions?: Json & { readonly calcs?: readonly string[] } };
}

interface JsonDashboard extends Json {
  readonly panels?: readonly JsonPanel[];
  readonly links?: readonly Json[];
  readonly annotations?: { readonly list?: readonly Json[] };
  readonly templating?: { readonly list?: readonly Json[] };
}

/**
 * The text of a dashboard, as Grafana reads it from a file. What the SDK leaves out is put in, and what only some Grafana sets or
 * misreads is taken out, so that the same board always gives the same bytes.
 */
export function harden(dashboard: object): string {
  // The SDK's queries carry a function, which is no JSON.
  const { links, annotations, templating, panels, ...rest } = plain(dashboard);
  const hardened = {
    ...without(rest, 'id', 'version', 'iteration'),
    schemaVersion,
    editable: false,
    links: links?.map(visible),
    annotations: { list: annotations?.list?.map(visible) ?? [] },
    templating: {
      list: templating?.list?.map((one) => without(one, 'auto', 'auto_min', 'auto_count')) ?? [],
    },
    panels: panels?.map(hardenedPanel) ?? [],
  };
  return `${JSON.stringify(hardened, null, 2)}\n`;
}

const plain = (dashboard: object): JsonDashboard => JSON.parse(JSON.stringify(dashboard)) as JsonDashboard;

/** The SDK hides links and annotations in a menu. */
const visible = (one: Json): Json => without(one, 'placement');

function hardenedPanel(panel: JsonPanel): Json {
  const { targets, panels, options, links } = panel;
  const reduced = options?.reduceOptions;
  const calcs = (reduced?.calcs?.length ?? 0) > 0 ? reduced?.calcs : ['lastNotNull'];
  return {
    ...panel,
    ...(targets && {
      targets: targets.map((target, at) => ({ ...target, refId: target.refId ?? refIdOf(at) })),
    }),
    ...(links && { links: links.map(visible) }),
    ...(panels && { panels: panels.map(hardenedPanel) }),
    ...(reduced && { options: { ...options, reduceOptions: { ...reduced, calcs } } }),
  };
}

const without = (json: Json, ...keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(json).filter(([key]) => !keys.includes(key)));
