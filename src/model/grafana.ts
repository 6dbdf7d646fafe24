/**
 * A dashboard as Grafana imports it (classic JSON), as far as anybody here reads it. Others write such files too, so that
 * nothing is sure to be there. What is null is as good as left out.
 */
export interface GrafanaDashboard {
  readonly uid?: string;
  readonly title?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly timezone?: string;
  readonly editable?: boolean;
  /** How often an open dashboard asks again. Off is an empty text, or false. */
  readonly refresh?: string | boolean;
  readonly schemaVersion?: number;
  readonly links?: readonly GrafanaLink[];
  readonly templating?: { readonly list?: readonly GrafanaVariable[] };
  readonly annotations?: { readonly list?: readonly GrafanaAnnotation[] };
  readonly panels?: readonly GrafanaPanel[];
}

/** A data source, by its uid and perhaps its type; old files have its name alone. */
export type DataSourceRef = string | { readonly type?: string; readonly uid?: string };

/** A panel, or a row that heads panels: folded, it holds them. */
export interface GrafanaPanel {
  readonly id?: number;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly datasource?: DataSourceRef;
  readonly gridPos?: GridPos;
  readonly targets?: readonly GrafanaTarget[];
  readonly fieldConfig?: FieldConfig;
  readonly options?: {
    readonly reduceOptions?: { readonly calcs?: readonly string[]; readonly fields?: string };
  };
  readonly links?: readonly GrafanaLink[];
  readonly transformations?: readonly Transformation[];
  readonly panels?: readonly GrafanaPanel[];
}

/** Something that is done with answers before they are shown. `organize` names and orders the fields of a table. */
export interface Transformation {
  readonly id?: string;
  readonly options?: {
    readonly indexByName?: Readonly<Record<string, unknown>>;
    readonly renameByName?: Readonly<Record<string, string>>;
  };
}

/** Where a panel stands: 24 columns, and rows of about 30 pixels. */
export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** One query of a panel. */
export interface GrafanaTarget {
  readonly refId?: string;
  readonly datasource?: DataSourceRef;
  readonly expr?: string;
  readonly legendFormat?: string;
  readonly format?: string;
  readonly instant?: boolean;
  readonly range?: boolean;
}

/** How values look: for all fields of a panel, and for some of them. */
export interface FieldConfig {
  readonly defaults?: {
    readonly unit?: string;
    readonly thresholds?: Thresholds;
    readonly mappings?: readonly unknown[];
  };
  readonly overrides?: readonly {
    readonly matcher?: { readonly id?: string; readonly options?: unknown };
    readonly properties?: readonly { readonly id?: string; readonly value?: unknown }[];
  }[];
}

/** Values from which a colour begins. */
export interface Thresholds {
  readonly mode?: string;
  readonly steps?: readonly ThresholdStep[];
}

/** One colour, and the least value that has it; the first has none. */
export interface ThresholdStep {
  readonly value?: number | null;
  readonly color?: string;
}

/** A variable at the top of a dashboard. */
export interface GrafanaVariable {
  readonly name?: string;
  readonly type?: string;
  readonly label?: string;
  readonly datasource?: DataSourceRef;
  /** What fills it: a query, a list, a type of data source. */
  readonly query?: string | { readonly query?: string };
  readonly refresh?: number | boolean;
  readonly multi?: boolean;
  readonly allValue?: string;
  readonly current?: { readonly value?: unknown };
}

/** A query whose results are drawn over all panels. */
export interface GrafanaAnnotation {
  readonly name?: string;
  readonly datasource?: DataSourceRef;
  readonly expr?: string;
  readonly titleFormat?: string;
  readonly textFormat?: string;
  readonly placement?: string;
}

/** A link at the top of a dashboard: to an address, or to all dashboards with some tags. */
export interface GrafanaLink {
  readonly title?: string;
  readonly type?: string;
  readonly url?: string;
  readonly tags?: readonly string[];
  /** Whether what is chosen here stays chosen there. */
  readonly includeVars?: boolean;
  readonly placement?: string;
}

/** A value at which a panel changes its colour, and whose it is: what a `Mark` of `dashboards/` became. */
export interface DrawnMark {
  /** The dashboard, by its uid. */
  readonly dashboard: string;
  /** The panel, by its id: a title may be there twice. */
  readonly panel: number;
  /** The number, as the alert's rule has it. */
  readonly value: number;
  readonly means: 'objective' | 'ticket' | 'page';
  /** The alert that fires there. @default - none: an objective */
  readonly alert?: string;
}
