import type { Board } from '../model/dashboard.ts';
import type { RecordingRule, RuleGroup } from '../model/rule.ts';
import type { Severity } from '../model/severity.ts';
import { carriersFor } from '../metrics/carriers.ts';
import { parsePromql, type Syntax } from '../promql/syntax.ts';
import { parseWithVariables } from '../promql/variables.ts';
import { queriesOf } from '../grafana/panels/panel.ts';
import { missingSignals, renderPromql, type Scope } from '../rules/render.ts';
import type { ResolvedAlert } from '../rules/resolve.ts';
import type { Settings } from '../settings/schema.ts';
import { askedValues, type AskedValue } from './asked-values.ts';
import { seriesIn } from './follow/follow.ts';

/** An alert, an objective or a panel, by the expressions that it consists of. */
export interface Reader {
  readonly kind: 'alert' | 'objective' | 'panel';
  readonly name: string;
  readonly severity?: Severity;
  readonly expressions: readonly Syntax[];
  /** Names of the series in them. */
  readonly reads: readonly string[];
}

/** A recording rule. */
export interface Recording {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly syntax: Syntax;
  /** Names of the series in it. */
  readonly reads: readonly string[];
}

/** Everything that asks for series of the server, directly or through recording rules. */
export interface Readers {
  readonly readers: readonly Reader[];
  /** In the order in which they are evaluated. */
  readonly recordings: readonly Recording[];
  /** Values of labels that they ask for by name. */
  readonly asked: readonly AskedValue[];
}

/** What an environment consists of, as far as it reads series. */
export interface ReadersProps {
  readonly settings: Settings;
  readonly alerts: readonly ResolvedAlert[];
  readonly recordings: readonly RuleGroup[];
  readonly boards: readonly Board[];
}

/** Collects whatever reads series in an environment. */
export function readersOf({ settings, alerts, recordings, boards }: ReadersProps): Readers {
  const recorded = recordings.flatMap(({ rules }) =>
    rules.flatMap((rule) => ('record' in rule ? [recording(rule)] : [])),
  );
  const readers = [...alerts.map(ofAlert), ...objectives(recorded), ...panels(boards, settings)];
  const expressions = [...readers, ...recorded].flatMap((one) =>
    'syntax' in one ? [one.syntax] : one.expressions,
  );
  return { readers, recordings: recorded, asked: askedValues(expressions) };
}

function recording({ record, labels, expr }: RecordingRule): Recording {
  const syntax = parsePromql(expr);
  return { name: record, labels, syntax, reads: seriesIn(syntax.root, syntax) };
}

/** A reader, with what it reads. */
const reader = (of: Omit<Reader, 'reads'>): Reader => ({
  ...of,
  reads: [...new Set(of.expressions.flatMap((syntax) => seriesIn(syntax.root, syntax)))],
});

const ofAlert = ({ alert: { name, severity }, rule }: ResolvedAlert): Reader =>
  reader({ kind: 'alert', name, severity, expressions: [parsePromql(rule.expr)] });

/** An objective is what its shortest window says: all others are sums of the same slices. */
const objectives = (recordings: readonly Recording[]): Reader[] =>
  recordings
    .filter(({ name }) => name === 'slo:sli_error:ratio_rate5m')
    .map(({ labels, syntax }) =>
      reader({ kind: 'objective', name: labels.sloth_slo ?? '', expressions: [syntax] }),
    );

function panels(boards: readonly Board[], settings: Settings): Reader[] {
  const scope: Scope = {
    carriers: carriersFor(settings),
    profile: settings.thresholds.profile,
    standIn: 'above',
  };
  return boards.flatMap(({ title, rows }) =>
    rows.flatMap((row) =>
      row.panels.flatMap((panel): Reader[] => {
        const queries = queriesOf(panel);
        if (queries.some((query) => missingSignals(query, scope).length > 0)) return [];
        const texts = queries.map((query) => renderPromql(query, scope));
        const expressions = texts.map((text) => parseWithVariables(text, () => 'duration'));
        const name = `${title.replace(/^FraiseQL \/ /, '')}: ${panel.title}`;
        return [reader({ kind: 'panel', name, expressions })];
      }),
    ),
  );
}
