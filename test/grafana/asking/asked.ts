import type { Answered } from '../../day/answered.ts';
import type { Span } from '../../day/clock.ts';
import type { AnnotationJson, PanelJson, TargetJson } from './json.ts';

/** A query and its answer. */
export interface AskedTarget {
  readonly target: TargetJson;
  /** PromQL as it was asked. */
  readonly asked: string;
  readonly kind: 'range' | 'instant';
  /** Distance between two points. */
  readonly step: number;
  readonly series: readonly Answered[];
}

export interface AskedPanel {
  readonly panel: PanelJson;
  readonly targets: readonly AskedTarget[];
}

export interface AskedAnnotation {
  readonly annotation: AnnotationJson;
  readonly step: number;
  readonly series: readonly Answered[];
}

/** A variable with what is chosen, and what else could be. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  /** As the bar on top shows it. */
  readonly text: string;
  readonly hidden: boolean;
  readonly options: readonly string[];
  /** As it stands in PromQL. */
  readonly value: string;
}

/** A dashboard with everything that it shows. */
export interface AskedDashboard {
  readonly span: Span;
  readonly variables: readonly Variable[];
  readonly panels: readonly AskedPanel[];
  readonly annotations: readonly AskedAnnotation[];
}
