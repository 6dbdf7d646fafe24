import { askDashboard, type Asking } from '../../test/grafana/asking/ask.ts';
import type { AskedPanel } from '../../test/grafana/asking/asked.ts';
import type { BoardJson } from './boards.ts';
import type { ShownBoard, Theme } from './shown.ts';

/** Pixels that a picture is wide, and those of them that panels have. */
export const pictureWidth = 1600;
const margins = 32;

/** A board with its answers, and the titles of panels that got none. */
export interface Answers {
  readonly shown: ShownBoard;
  readonly panels: number;
  readonly queries: number;
  readonly empty: readonly string[];
}

/** Asks everything that a board shows. */
export async function show(json: BoardJson, asking: Omit<Asking, 'pixels'>, theme: Theme): Promise<Answers> {
  const asked = await askDashboard(json, { ...asking, pixels: pictureWidth - margins });
  const answers = new Map(asked.panels.map(({ panel, targets }) => [panel.id, targets]));
  const { span, variables, annotations, panels } = asked;
  return {
    shown: {
      ...{ title: json.title, description: json.description ?? '', links: json.links ?? [] },
      ...{ span, variables, annotations, theme, width: pictureWidth },
      switches: json.annotations.list,
      panels: json.panels.map((panel) => ({ panel, targets: answers.get(panel.id) ?? [] })),
    },
    panels: panels.length,
    queries: panels.flatMap(({ targets }) => targets).length + annotations.length,
    empty: panels.filter((panel) => !answered(panel)).map(({ panel }) => panel.title),
  };
}

/** Whether any query of a panel has a value that is a number. */
const answered = ({ targets }: AskedPanel): boolean =>
  targets.some(({ series }) => series.some(({ values }) => values.some(([, value]) => value !== 'NaN')));
