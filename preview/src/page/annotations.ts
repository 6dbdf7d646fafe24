import { colorManipulator } from '@grafana/data';
import type uPlot from 'uplot';
import type { AskedAnnotation } from '../../../test/grafana/asking/asked.ts';

/** A stretch of time in which an annotation's query had an answer. In milliseconds. */
export interface Region {
  readonly from: number;
  readonly to: number;
  readonly color: string;
}

/** Grafana joins the answers of a series that follow each other without a gap. */
export function regionsOf({ series, step }: AskedAnnotation, color: string): Region[] {
  return series.flatMap(({ values }) => {
    const moments = values.filter(([, value]) => Number(value) !== 0).map(([moment]) => moment);
    const begins = moments.filter(
      (moment, index) => index === 0 || moment - (moments[index - 1] ?? 0) > step,
    );
    return begins.map((from, index) => {
      const next = begins[index + 1] ?? Infinity;
      const to = moments.findLast((moment) => moment < next) ?? from;
      return { from: from * 1000, to: to * 1000, color };
    });
  });
}

/** A dashed line where it begins and where it ends, a tint between, on top of a graph; and a bar below it. */
export function drawRegions(plot: uPlot, regions: readonly Region[]): void {
  const { ctx, bbox } = plot;
  const across = (moment: number) => Math.round(plot.valToPos(moment, 'x', true));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = 2;
  ctx.setLineDash([5, 5]);
  for (const { from, to, color } of regions) {
    ctx.strokeStyle = color;
    ctx.fillStyle = colorManipulator.alpha(color, 0.1);
    ctx.fillRect(across(from), bbox.top, across(to) - across(from), bbox.height);
    for (const moment of [from, to]) {
      ctx.beginPath();
      ctx.moveTo(across(moment), bbox.top);
      ctx.lineTo(across(moment), bbox.top + bbox.height);
      ctx.stroke();
    }
  }
  ctx.restore();
  for (const { from, to, color } of regions) {
    ctx.fillStyle = color;
    ctx.fillRect(across(from) - 1, bbox.top + bbox.height, Math.max(3, across(to) - across(from)), 4);
  }
}
