import {
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  type DataFrame,
  type FieldDisplay,
  type GrafanaTheme2,
} from '@grafana/data';
import { BigValue, BigValueColorMode, BigValueGraphMode } from '@grafana/ui';
import type { DrawnPanelJson } from '../shown.ts';
import { replaced } from './fields.ts';
import type { Size } from './size.ts';

export interface ValueProps extends Size {
  readonly panel: DrawnPanelJson;
  readonly frames: DataFrame[];
  readonly theme: GrafanaTheme2;
}

/** One value for each series, as Grafana reduces it. */
export function valuesOf({ panel, frames, theme }: ValueProps): FieldDisplay[] {
  return getFieldDisplayValues({
    data: frames,
    fieldConfig: panel.fieldConfig ?? { defaults: {}, overrides: [] },
    reduceOptions: { values: false, calcs: ['lastNotNull'], ...panel.options?.reduceOptions },
    replaceVariables: replaced,
    sparkline: panel.options?.graphMode !== BigValueGraphMode.None,
    theme,
    timeZone: 'utc',
  });
}

/** Values in large type, side by side, drawn by Grafana's own component. */
export function Stat(props: ValueProps) {
  const { panel, width, height, theme } = props;
  const { colorMode, graphMode, textMode, justifyMode } = panel.options ?? {};
  const values = valuesOf(props);
  const each = (width - 8 * (values.length - 1)) / values.length;
  return (
    <div style={{ display: 'flex', gap: 8 }}>
      {values.map((value, index) => (
        <BigValue
          key={index}
          value={value.display}
          {...(value.sparkline && { sparkline: value.sparkline })}
          width={each}
          height={height}
          theme={theme}
          count={values.length}
          colorMode={colorMode ?? BigValueColorMode.Value}
          graphMode={graphMode ?? BigValueGraphMode.Area}
          justifyMode={justifyMode}
          textMode={textMode}
          alignmentFactors={getDisplayValueAlignmentFactors(values)}
        />
      ))}
    </div>
  );
}
