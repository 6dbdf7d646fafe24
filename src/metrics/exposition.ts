import { readMetadata } from './exposition-metadata.ts';
import { ExpositionError, Line } from './exposition-line.ts';
import { readSample, type Sample } from './exposition-sample.ts';

/** How a server may print its metrics: Prometheus' text format 0.0.4, or OpenMetrics 1.0. */
export type ExpositionFormat = 'text' | 'openmetrics';

/** What a server printed at `/metrics`. */
export interface Exposition {
  readonly format: ExpositionFormat;
  /** In the order in which they were printed. */
  readonly samples: readonly Sample[];
  /** What `# TYPE` lines say, by the name in them: that of a counter ends in `_total` in the text format alone. */
  readonly types: ReadonlyMap<string, string>;
}

/**
 * Reads what a server printed, as the scraper of Prometheus does: it gives up on all of it at the first place that it cannot read.
 *
 * @throws ExpositionError with that place.
 */
export function readExposition(text: string, format: ExpositionFormat): Exposition {
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  const lines = linesOf(text, format);
  for (const [at, content] of lines.entries()) {
    const line = new Line(content, at + 1);
    if (format === 'text') line.blank();
    if (line.isAtEnd() && format === 'text') continue;
    if (!line.skips(/#/y)) {
      if (line.position > 0) line.fail('expected no space before the name of a metric', 0);
      samples.push(readSample(line, format));
      continue;
    }
    const { keyword, name, says } = readMetadata(line, format);
    if (keyword === 'TYPE') types.set(name, says);
  }
  return { format, samples, types };
}

/** The format of a text that nobody named: OpenMetrics says where it ends. */
export const formatOf = (text: string): ExpositionFormat =>
  /(^|\n)# EOF\n?$/.test(text) ? 'openmetrics' : 'text';

function linesOf(text: string, format: ExpositionFormat): readonly string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (format === 'text') return lines;
  const end = lines.indexOf('# EOF');
  if (end < 0) {
    throw new ExpositionError(lines.length + 1, 1, "OpenMetrics must end with '# EOF': it was cut off");
  }
  if (end < lines.length - 1) throw new ExpositionError(end + 2, 1, "nothing may follow '# EOF'");
  return lines.slice(0, end);
}
