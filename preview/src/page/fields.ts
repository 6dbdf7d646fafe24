import {
  applyFieldOverrides,
  cacheFieldDisplayNames,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  FieldConfigOptionsRegistry,
  FieldType,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardTransformers,
  standardTransformersRegistry,
  thresholdsOverrideProcessor,
  transformDataFrame,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
  type DataFrame,
  type Field,
  type FieldConfigPropertyItem,
  type FieldConfigSource,
  type GrafanaTheme2,
  type ScopedVars,
} from '@grafana/data';
import { firstValueFrom } from 'rxjs';
import type { DrawnPanelJson } from '../shown.ts';

// The registry that is to replace them is filled by Grafana itself alone.
// eslint-disable-next-line @typescript-eslint/no-deprecated
const transformers = Object.values(standardTransformers);

standardTransformersRegistry.setInit(() =>
  // Some stand there twice, by an old name too.
  [...new Map(transformers.map((one) => [one.id, one])).values()].map((transformation) => ({
    id: transformation.id,
    name: transformation.name,
    transformation: () => Promise.resolve(transformation),
    editor: () => null,
    imageDark: '',
    imageLight: '',
  })),
);

/** What Grafana's panels set where the JSON says nothing: lines have colours of their own, everything else those of its thresholds. */
const defaultColor = (type: string) => ({ mode: type === 'timeseries' ? 'palette-classic' : 'thresholds' });

/** Frames as a panel shows them: transformed, with the panel's field options and overrides, by Grafana's own code. */
export async function prepared(
  panel: DrawnPanelJson,
  frames: DataFrame[],
  theme: GrafanaTheme2,
): Promise<DataFrame[]> {
  const { defaults, overrides } = panel.fieldConfig ?? { defaults: {}, overrides: [] };
  const fieldConfig = { defaults: { color: defaultColor(panel.type), ...defaults }, overrides };
  const context = { interpolate: (text: string) => text };
  const data = await firstValueFrom(transformDataFrame(panel.transformations ?? [], frames, context));
  const applied = applyFieldOverrides({
    data,
    fieldConfig,
    fieldConfigRegistry: registryFor(fieldConfig),
    replaceVariables: replaced,
    theme,
    timeZone: 'utc',
  });
  cacheFieldDisplayNames(applied);
  return applied;
}

/** What links may name: the value of the cell that they are on. */
export function replaced(text: string, scope: ScopedVars = {}): string {
  const context = scope.__dataContext?.value as CellContext | undefined;
  const value = context?.calculatedValue?.text ?? context?.field.values[context.rowIndex ?? 0];
  return text.replace(/\$\{__value\.(?:raw|text)\}/g, () => String(value));
}

interface CellContext {
  readonly field: Field<unknown>;
  readonly rowIndex?: number;
  readonly calculatedValue?: { readonly text: string };
}

const standard = {
  displayName: displayNameOverrideProcessor,
  unit: unitOverrideProcessor,
  min: numberOverrideProcessor,
  max: numberOverrideProcessor,
  decimals: numberOverrideProcessor,
  noValue: identityOverrideProcessor,
  links: dataLinksOverrideProcessor,
  color: identityOverrideProcessor,
  mappings: valueMappingsOverrideProcessor,
  thresholds: thresholdsOverrideProcessor,
} as const;

/** Options of numbers alone. */
const numeric = ['min', 'max', 'decimals'];

/** The field options that Grafana has for every panel, and those of its own that this panel's JSON names. */
function registryFor({ defaults, overrides }: FieldConfigSource): FieldConfigOptionsRegistry {
  const properties = overrides.flatMap((override) => override.properties.map(({ id }) => id));
  const custom = [
    ...Object.keys((defaults.custom ?? {}) as object),
    ...properties.filter((id) => id.startsWith('custom.')).map((id) => id.slice('custom.'.length)),
  ];
  return new FieldConfigOptionsRegistry(() => [
    ...Object.entries(standard).map(([id, process]) => option(id, id, process)),
    ...[...new Set(custom)].map((path) => ({ ...option(`custom.${path}`, path), isCustom: true })),
  ]);
}

function option(
  id: string,
  path: string,
  process: Process = identityOverrideProcessor,
): FieldConfigPropertyItem {
  const shouldApply = ({ type }: Field): boolean => !numeric.includes(id) || type === FieldType.number;
  return { id, path, name: id, process, shouldApply, editor: () => null, override: () => null };
}

type Process = FieldConfigPropertyItem['process'];
