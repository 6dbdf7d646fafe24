import type { ExpositionFormat } from '../../src/metrics/exposition.ts';

/** A text, and where reading it stops. */
export interface Text {
  readonly shows: string;
  readonly format: ExpositionFormat;
  readonly text: string;
  /** Line and column, and why. @default - it can be read to its end */
  readonly stops?: string;
}

const text = (shows: string, content: string, stops?: string): Text => ({
  shows,
  format: 'text',
  text: content,
  ...(stops === undefined ? {} : { stops }),
});

const openMetrics = (shows: string, content: string, stops?: string): Text => ({
  ...text(shows, content, stops),
  format: 'openmetrics',
});

const type = '# TYPE a counter\n';

/** What servers print, rightly and wrongly. A real Prometheus scrapes each of them, and must stop at the same ones. */
export const texts: readonly Text[] = [
  text('a value', 'a 1\n'),
  text('no line break at the end', 'a 1'),
  text('a space before a name', ' a 1\n', 'line 1, column 1: expected no space before the name of a metric'),
  text('a tab before a name', '\ta 1\n', 'line 1, column 1: expected no space before the name of a metric'),
  text('spaces in and before braces', 'a { b = "c" , } 1\n'),
  text('tabs around a value and its time', 'a{b="c"} \t 1 \t 1700000000000 \n'),
  text(
    'a time before 1970',
    'a 1 -5\n',
    'line 1, column 5: expected the end of the line after the value and its time',
  ),
  text('a space before #', '  # HELP a b\n'),
  text('no space between labels and value', 'a{b="c"}1\n'),
  text('blank lines and comments', '\n# a comment\n#\n#comment\n  \n# HELP a\n# HELP b \\n x\na 1\n'),
  text(
    'every type',
    ['counter', 'gauge', 'histogram', 'summary', 'untyped'].map((t) => `# TYPE ${t} ${t}\n`).join(''),
  ),
  text('a name with colons', 'a:b:c 1\n'),
  text('numbers as Go reads them', 'a +Inf\nb -inf\nc NaN\nd 1e3\ne .5\nf 5.\ng +2\nh -1.5E-3\ni infinity\n'),
  text('escapes, known and unknown', 'a{b="\\\\ \\" \\n \\x"} 1\n'),
  text('a TYPE twice', `${type}${type}a 1\n`),
  text('a series twice', 'a 1\na 2\n'),
  text('no value', 'a\n', 'line 1, column 2: expected a number'),
  text('a value in words', 'a 1\nb many\n', 'line 2, column 3: expected a number'),
  text('a decimal comma', 'a 1,5\n', 'line 1, column 3: expected a number'),
  text('a unit', 'a 5ms\n', 'line 1, column 3: expected a number'),
  text('a hexadecimal number', 'a 0x10\n', 'line 1, column 3: expected a number'),
  text(
    'line breaks of Windows',
    'a 1\r\nb 2\r\n',
    'line 1, column 3: expected a line break without a carriage return',
  ),
  text(
    'a time with a fraction',
    'a 1 1700000000.5\n',
    'line 1, column 5: expected the end of the line after the value and its time',
  ),
  text(
    'an exemplar',
    'a 1 # {b="c"} 1\n',
    'line 1, column 5: expected the end of the line after the value and its time',
  ),
  text('a name with a dash', 'a-b 1\n', 'line 1, column 2: expected a number'),
  text('a name that begins with a digit', '2a 1\n', 'line 1, column 1: expected the name of a metric, or #'),
  text('an open brace', 'a{b="c" 1\n', 'line 1, column 9: expected , or }'),
  text('an open quote', 'a{b="c} 1\n', 'line 1, column 5: expected a value in double quotes'),
  text('single quotes', "a{b='c'} 1\n", 'line 1, column 5: expected a value in double quotes'),
  text('a label with a dash', 'a{b-c="d"} 1\n', 'line 1, column 4: expected ='),
  text('a label twice', 'a{b="c",b="d"} 1\n', 'line 1, column 9: label b is there twice'),
  text(
    'an unknown type',
    '# TYPE a timer\na 1\n',
    'line 1, column 10: expected a type: counter, gauge, histogram, summary, untyped',
  ),
  text(
    'a TYPE without a type',
    '# TYPE a\na 1\n',
    'line 1, column 9: expected a type: counter, gauge, histogram, summary, untyped',
  ),
  text('a page', '<!doctype html>\n', 'line 1, column 1: expected the name of a metric, or #'),
  text('JSON', '{"a": 1}\n', 'line 1, column 1: expected the name of a metric, or #'),

  openMetrics('a counter', '# TYPE a counter\n# HELP a What it is.\na_total 1\na_created 1.7e9\n# EOF\n'),
  openMetrics('a unit', '# TYPE a_seconds gauge\n# UNIT a_seconds seconds\na_seconds 1\n# EOF\n'),
  openMetrics(
    'a time and an exemplar',
    '# TYPE a counter\na_total{b="c"} 1 1700000000.5 # {id="1"} 0.5 1700000000.1\n# EOF\n',
  ),
  openMetrics(
    'every type',
    ['counter', 'gauge', 'gaugehistogram', 'histogram', 'info', 'stateset', 'summary', 'unknown']
      .map((t) => `# TYPE ${t} ${t}\n`)
      .join('') + '# EOF',
  ),
  openMetrics('no end', 'a 1\n', "line 2, column 1: OpenMetrics must end with '# EOF': it was cut off"),
  openMetrics('something after the end', '# EOF\na 1\n', "line 2, column 1: nothing may follow '# EOF'"),
  openMetrics(
    'a comment',
    '# what\na 1\n# EOF\n',
    "line 1, column 2: expected ' HELP ', ' TYPE ' or ' UNIT ': OpenMetrics has no comments",
  ),
  openMetrics('a blank line', 'a 1\n\n# EOF\n', 'line 2, column 1: expected the name of a metric, or #'),
  openMetrics('two spaces', 'a  1\n# EOF\n', 'line 1, column 3: expected a number'),
  openMetrics(
    'a type of the older format',
    '# TYPE a untyped\n# EOF\n',
    'line 1, column 10: expected a type: counter, gauge, gaugehistogram, histogram, info, stateset, summary, unknown',
  ),
];
