/** What of a dashboard's JSON is read to ask its queries. */
export interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly description?: string;
  readonly time: { readonly from: string; readonly to: string };
  readonly templating: { readonly list: readonly VariableJson[] };
  readonly annotations: { readonly list: readonly AnnotationJson[] };
  readonly panels: readonly PanelJson[];
}

export interface VariableJson {
  readonly type: string;
  readonly name: string;
  readonly label?: string;
  readonly query?: string;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string;
  readonly current?: {
    readonly text?: string | readonly string[];
    readonly value?: string | readonly string[];
  };
  /** 0 shows it, 1 hides its label, 2 hides all of it. */
  readonly hide?: number;
}

export interface AnnotationJson {
  readonly name: string;
  readonly enable: boolean;
  readonly iconColor: string;
  readonly expr?: string;
  readonly step?: string;
  readonly titleFormat?: string;
}

export interface PanelJson {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly interval?: string;
  readonly maxDataPoints?: number;
  readonly targets?: readonly TargetJson[];
  /** Panels of a row that is folded. */
  readonly panels?: readonly PanelJson[];
}

export interface TargetJson {
  readonly refId: string;
  readonly expr: string;
  readonly instant?: boolean;
  readonly range?: boolean;
  readonly format?: string;
  readonly interval?: string;
  readonly legendFormat?: string;
}

/** Every panel that asks something, those in folded rows too. */
export const askingPanels = ({ panels }: Pick<DashboardJson, 'panels'>): PanelJson[] =>
  panels.flatMap((panel) => [
    ...(panel.targets === undefined ? [] : [panel]),
    ...askingPanels({ panels: panel.panels ?? [] }),
  ]);
