import { AnnotationQueryBuilder, type AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard';
import { firing } from '../metrics/bindings/alerts.ts';
import type { Meaning } from '../model/dashboard.ts';
import type { Severity } from '../model/severity.ts';
import type { Context } from './context.ts';
import { asChosen, dataSource, withVariables } from './variables.ts';

/**
 * When alerts fired, on every graph: those that page, and those that write tickets. Tickets are switched on at the top: in an incident
 * so many alerts fire at once that their stretches would cover what they are about.
 */
export const annotations = (context: Context): AnnotationQuery[] => [
  annotation('Pages', 'page', context),
  annotation('Tickets', 'ticket', context),
];

function annotation(name: string, meaning: Meaning, { settings, style }: Context): AnnotationQuery {
  const severities = Object.entries(style.severities)
    .filter(([, asksFor]) => asksFor === meaning)
    .map(([severity]) => severity as Severity);
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(dataSource)
    .enable(meaning === 'page')
    .iconColor(style.colours[meaning])
    .expr(asChosen(firing(withVariables(settings), ...severities)))
    .titleFormat('{{alertname}}')
    .textFormat('{{severity}}')
    .step('60s')
    .build();
}
