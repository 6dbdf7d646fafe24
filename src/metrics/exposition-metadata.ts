import type { ExpositionFormat } from './exposition.ts';
import type { Line } from './exposition-line.ts';

/** What a line that begins with `#` says. */
export interface Metadata {
  readonly keyword: 'HELP' | 'TYPE' | 'UNIT' | 'none';
  readonly name: string;
  readonly says: string;
}

const types: Readonly<Record<ExpositionFormat, readonly string[]>> = {
  text: ['counter', 'gauge', 'histogram', 'summary', 'untyped'],
  openmetrics: ['counter', 'gauge', 'gaugehistogram', 'histogram', 'info', 'stateset', 'summary', 'unknown'],
};

const comment: Metadata = { keyword: 'none', name: '', says: '' };

/** Reads a line after its `#`. In the text format it may be a comment; OpenMetrics has none. */
export function readMetadata(line: Line, format: ExpositionFormat): Metadata {
  const keyword =
    format === 'text'
      ? line.take(/[ \t]+(?:HELP|TYPE)[ \t]+/y)
      : line.expect(/ (?:HELP|TYPE|UNIT) /y, "' HELP ', ' TYPE ' or ' UNIT ': OpenMetrics has no comments");
  if (keyword === undefined) return comment;
  const name = line.expect(/[a-zA-Z_:][\w:]*/y, 'the name of a metric');
  if (format === 'openmetrics') line.expect(/ /y, 'one space');
  else line.blank();
  const at = line.position;
  const says = line.take(/.*/y)?.trimEnd() ?? '';
  const word = keyword.trim() as Metadata['keyword'];
  if (word === 'TYPE' && !types[format].includes(says)) {
    line.fail(`expected a type: ${types[format].join(', ')}`, at);
  }
  return { keyword: word, name, says };
}
