import type { DataTransformerConfig, FieldConfigSource } from '@grafana/data';
import type { TableCellHeight, VizLegendOptions } from '@grafana/schema';
import type {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
} from '@grafana/ui';
import type { AskedAnnotation, AskedTarget, Variable } from '../../test/grafana/asking/asked.ts';
import type { PanelJson } from '../../test/grafana/asking/json.ts';
import type { Span } from '../../test/day/clock.ts';

/** Colours of the picture. */
export type Theme = 'dark' | 'light';

/** What of a panel's JSON is drawn. */
export interface DrawnPanelJson extends PanelJson {
  readonly description?: string;
  readonly collapsed?: boolean;
  readonly transparent?: boolean;
  readonly fieldConfig?: FieldConfigSource;
  readonly transformations?: DataTransformerConfig[];
  readonly options?: PanelOptions;
  readonly links?: readonly { readonly title: string; readonly url?: string }[];
}

/** Options of the kinds of panels that are drawn, all together. */
export interface PanelOptions {
  readonly legend?: VizLegendOptions;
  readonly reduceOptions?: { readonly calcs: string[]; readonly values?: boolean; readonly fields?: string };
  readonly graphMode?: BigValueGraphMode;
  readonly colorMode?: BigValueColorMode;
  readonly textMode?: BigValueTextMode;
  readonly justifyMode?: BigValueJustifyMode;
  readonly showThresholdMarkers?: boolean;
  readonly cellHeight?: TableCellHeight;
  readonly showHeader?: boolean;
  readonly sortBy?: { displayName: string; desc?: boolean }[];
}

/** A panel, and the answers to its queries. */
export interface ShownPanel {
  readonly panel: DrawnPanelJson;
  readonly targets: readonly AskedTarget[];
}

/** A dashboard with all that is needed to draw it: what the page is given. */
export interface ShownBoard {
  readonly title: string;
  readonly description: string;
  readonly links: readonly { readonly title: string; readonly type: string; readonly icon?: string }[];
  readonly span: Span;
  readonly variables: readonly Variable[];
  /** Every annotation, and whether it is on. */
  readonly switches: readonly {
    readonly name: string;
    readonly iconColor: string;
    readonly enable: boolean;
  }[];
  /** The answers of those that are. */
  readonly annotations: readonly AskedAnnotation[];
  readonly panels: readonly ShownPanel[];
  readonly theme: Theme;
  readonly width: number;
}
