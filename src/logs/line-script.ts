import type { Kind } from './streams.ts';

/** Fields of a line that have a type in the index. What else a line brings is kept in `other`, where it can make no new field. */
export const lineFields = {
  query_hash: 'text',
  api_key_id: 'text',
  duration_ms: 'number',
  result_rows: 'whole',
  status: 'text',
  context: 'text',
  error: 'text',
  severity: 'text',
} as const;

/**
 * What kind a line is of, the first that holds: a word that its `target` must have, as one of the parts between `::`, `.` and `_`; or its
 * level. Everything else is a request.
 */
export const routes: readonly { readonly kind: Kind; readonly word?: string; readonly level?: string }[] = [
  { kind: 'audit', word: 'audit' },
  { kind: 'security', word: 'security' },
  { kind: 'security', word: 'auth' },
  { kind: 'error', level: 'error' },
];

/**
 * Makes a document of a line, inside Filebeat: its `script` processor runs JavaScript of 2011 (ES5.1), on one line at a time. A line that
 * is no JSON stays as it is; a value of an unexpected type goes to `other`, since Elasticsearch would refuse the whole document for it.
 * Nothing is added that the line does not have.
 */
export const lineScript = `
var known = ${JSON.stringify(lineFields)};
var routes = ${JSON.stringify(routes)};
var fits = {
  text: function (value) { return typeof value === 'string'; },
  number: function (value) { return typeof value === 'number'; },
  whole: function (value) { return typeof value === 'number' && value % 1 === 0; }
};

function process(event) {
  var line = parse(event.Get('message'));
  if (line === null) line = head(event);
  if (line === null) {
    mark(event, 'text');
    event.Put('data_stream.dataset', 'fraiseql.error');
    return;
  }
  event.Delete('message');
  var fields = isMap(line.fields) ? line.fields : {};
  take(event, line, 'target', 'target', 'text');
  take(event, line, 'level', 'log.level', 'text');
  take(event, fields, 'message', 'message', 'text');
  for (var name in known) take(event, fields, name, 'fields.' + name, known[name]);
  time(event, line);
  event.Put('data_stream.dataset', 'fraiseql.' + kindOf(event));
  if (isMap(line.fields) && isEmpty(fields)) delete line.fields;
  if (!isEmpty(line)) event.Put('other', line);
}

function parse(text) {
  if (typeof text !== 'string' || text.charAt(0) !== '{') return null;
  try { return JSON.parse(text); } catch (error) { return null; }
}

function head(event) {
  var text = String(event.Get('message'));
  var end = text.indexOf('\\n');
  var line = end < 0 ? null : parse(text.slice(0, end));
  if (line !== null) event.Put('log.after', text.slice(end + 1));
  return line;
}

function isMap(value) { return value !== null && typeof value === 'object' && !Array.isArray(value); }

function isEmpty(map) { for (var key in map) return false; return true; }

function take(event, from, name, to, type) {
  if (!Object.prototype.hasOwnProperty.call(from, name) || !fits[type](from[name])) return;
  event.Put(to, from[name]);
  delete from[name];
}

function time(event, line) {
  if (isTime(line.timestamp)) {
    event.Put('time', line.timestamp);
    delete line.timestamp;
  } else mark(event, 'no-time');
}

function isTime(text) {
  var parts = /^(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)$/.exec(text);
  if (typeof text !== 'string' || parts === null) return false;
  var day = new Date(Date.UTC(+parts[1], parts[2] - 1, +parts[3]));
  return day.getUTCMonth() === parts[2] - 1 && +parts[4] < 24 && +parts[5] < 60 && +parts[6] < 60;
}

function mark(event, how) { event.Put('log.parse', how); }

function kindOf(event) {
  var words = String(event.Get('target') || '').toLowerCase().split(/[:._]+/);
  var level = String(event.Get('log.level') || '').toLowerCase();
  for (var i = 0; i < routes.length; i++) {
    if (words.indexOf(routes[i].word) >= 0 || level === routes[i].level) return routes[i].kind;
  }
  return 'request';
}
`;
