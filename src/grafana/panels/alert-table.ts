import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { AlertTable } from '../../model/dashboard.ts';
import { identityLabels } from '../../rules/identity.ts';
import type { ResolvedAlert } from '../../rules/resolve.ts';
import type { Context } from '../context.ts';
import { plainTable, valueField } from './table.ts';
import { expression } from './target.ts';

const columns = { alertname: 'Alert', severity: 'Severity', about: 'About', runbook: 'Runbook' } as const;

/** One row for each alert. Whoever is woken is one click away from the section that says what to do. */
export function alertTable(panel: AlertTable, context: Context): PanelBuilder {
  const { alertname, severity, about, runbook } = columns;
  const headings = { alertname, severity, about, [valueField]: panel.heading, runbook };
  const answer = alertRows(expression(panel.expr, context), context);
  const sortBy = [
    { heading: severity, desc: false },
    { heading: panel.heading, desc: true },
  ];
  return plainTable(panel, { answer, headings, sortBy }, context)
    .overrideByName(severity, inItsColour(context))
    .overrideByName(about, unsaid)
    .overrideByName(runbook, [...unsaid, { id: 'links', value: [runbookLink(context)] }]);
}

/** Each alert with what it is about, in one label, and where its section is: Prometheus itself knows no runbooks. */
function alertRows(alerts: string, context: Context): string {
  const known = context.alerts.alerts.filter(({ alert }) => alert.severity !== 'none');
  const labels = [...new Set(known.flatMap(identityLabels))].sort();
  const joined = `label_join(${alerts}, "about", " ", ${labels.map(quoted).join(', ')})`;
  // Of labels that an alert does not have, spaces are left at both ends.
  const told = `label_replace(${joined}, "about", "$1", "about", " *(.*?) *")`;
  const linked = known.reduce((inner, alert) => `label_replace(${inner}${replacement(alert)}`, told);
  const ranked = Object.keys(ranks(context)).reduce(
    (inner, severity) =>
      `label_replace(${inner},\n"severity", "${rank(severity, context)}", "severity", "${severity}")`,
    linked,
  );
  return `max by (${Object.keys(columns).join(', ')}) (${ranked})`;
}

/** Severities sort as words, `low` before `medium`: a number before them has the worst come first. The table shows the word alone. */
const rank = (severity: string, context: Context): string =>
  `${String(ranks(context)[severity])} ${severity}`;

const ranks = ({ style }: Context): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.keys(style.severities).map((severity, at) => [severity, at + 1]));

const replacement = ({ alert: { name, runbook } }: ResolvedAlert): string =>
  `,\n"runbook", "${runbook}.md#${name.toLowerCase()}", "alertname", "${name}")`;

const quoted = (label: string): string => `"${label}"`;

/** What the panel says when it is empty must not stand in a cell that is. */
const unsaid: DynamicConfigValue[] = [{ id: 'noValue', value: '–' }];

const runbookLink = ({ settings: { links } }: Context) => ({
  title: 'What to do',
  url: `${links.runbooks}/\${__value.raw}`,
  targetBlank: true,
});

/** Colours of severities: what each asks for. */
function inItsColour(context: Context): DynamicConfigValue[] {
  const { style } = context;
  const options = Object.entries(style.severities).map(([severity, meaning], index) => [
    rank(severity, context),
    { text: severity, color: style.colours[meaning], index },
  ]);
  return [
    { id: 'mappings', value: [{ type: 'value', options: Object.fromEntries(options) as object }] },
    { id: 'custom.cellOptions', value: { type: 'color-background', mode: 'basic' } },
  ];
}
