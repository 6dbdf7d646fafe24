import type { ExpositionFormat } from './exposition.ts';
import type { Line } from './exposition-line.ts';

/** One value that a server printed. */
export interface Sample {
  /** As it is stored, with the `_bucket` or `_total` of its line. */
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  /** Whether the server says when it was so, rather than leave that to whoever asks. */
  readonly timed: boolean;
  /** Line that it stands in, counted from 1. */
  readonly line: number;
}

/** Reads a line that is a sample: a name, labels, a value, and perhaps a time and an exemplar, which nobody here needs. */
export function readSample(line: Line, format: ExpositionFormat): Sample {
  const name = line.expect(/[a-zA-Z_:][\w:]*/y, 'the name of a metric, or #');
  if (format === 'text') line.blank();
  const labels = line.skips(/\{/y) ? readLabels(line, format) : new Map<string, string>();
  between(line, format);
  const value = readNumber(line);
  const timed = format === 'openmetrics' ? afterValue(line) : timeIn(line);
  if (!line.isAtEnd()) line.fail('expected the end of the line after the value and its time');
  return { name, labels, value, timed, line: line.number };
}

/** Labels after their `{`, up to their `}`. A comma may stand before it. */
function readLabels(line: Line, format: ExpositionFormat): Map<string, string> {
  const labels = new Map<string, string>();
  const blank = () => {
    if (format === 'text') line.blank();
  };
  blank();
  while (!line.skips(/\}/y)) {
    const at = line.position;
    const name = line.expect(/[a-zA-Z_]\w*/y, 'the name of a label, or }');
    if (labels.has(name)) line.fail(`label ${name} is there twice`, at);
    blank();
    line.expect(/=/y, '=');
    blank();
    labels.set(name, unescaped(line.expect(/"(?:\\.|[^"\\])*"/y, 'a value in double quotes')));
    blank();
    if (!line.skips(/,/y)) {
      line.expect(/(?=\})/y, ', or }');
    }
    blank();
  }
  return labels;
}

const escapes: Readonly<Record<string, string>> = { '\\n': '\n', '\\"': '"', '\\\\': '\\' };

const unescaped = (quoted: string): string =>
  quoted.slice(1, -1).replace(/\\./g, (escape) => escapes[escape] ?? escape);

const between = (line: Line, format: ExpositionFormat): void => {
  if (format === 'text') line.blank();
  else line.expect(/ /y, 'one space before the value');
};

/** A time in milliseconds. Whether there is one. */
function timeIn(line: Line): boolean {
  line.blank();
  const timed = line.skips(/\d+(?=[ \t]|$)/y);
  line.blank();
  return timed;
}

/** A time in seconds, and an exemplar. Whether there is a time. */
function afterValue(line: Line): boolean {
  if (line.isAtEnd()) return false;
  const timed = line.skips(/ (?!#)/y);
  if (timed) readNumber(line);
  if (!line.skips(/ # \{/y)) return timed;
  readLabels(line, 'openmetrics');
  line.expect(/ /y, 'one space before the value of the exemplar');
  readNumber(line);
  if (line.skips(/ /y)) readNumber(line);
  return timed;
}

/** A number as Go reads it: `+Inf` and `NaN` too. */
function readNumber(line: Line): number {
  const at = line.position;
  const text = line.expect(/[^{ \t]+/y, 'a number');
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (/^nan$/i.test(text)) return NaN;
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return line.fail(
    text.includes('\r') ? 'expected a line break without a carriage return' : 'expected a number',
    at,
  );
}
