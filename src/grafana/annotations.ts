import { AnnotationQueryBuilder, type AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard';
import { firing } from '../metrics/bindings/alerts.ts';
import type { Meaning } from '../model/dashboard.ts';
import type { Severity } from '../model/severity.ts';
import type { Context } from './context.ts';
import { asChosen, dataSource, withVariables } from './variables.ts';

/**
 * When alerts began to fire, on every graph: those that page, and those that write tickets, which are switched on at the top. Only when
 * they began: in an incident so many fire at once that their stretches would cover what they are about. Where points are more than
 * a minute apart, as over more than a week, some beginnings fall between them.
 */
export const annotations = (context: Context): AnnotationQuery[] => [
  annotation('Pages', 'page', context),
  annotation('Tickets', 'ticket', context),
];

function annotation(name: string, meaning: Meaning, { settings, style }: Context): AnnotationQuery {
  const severities = Object.entries(style.severities)
    .filter(([, asksFor]) => asksFor === meaning)
    .map(([severity]) => severity as Severity);
  const alerts = asChosen(firing(withVariables(settings), ...severities));
  const step = '1m';
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(dataSource)
    .enable(meaning === 'page')
    .iconColor(style.colours[meaning])
    .expr(`${alerts} unless ${alerts} offset ${step}`)
    .titleFormat('{{alertname}}')
    .textFormat('{{severity}}')
    .step(step)
    .build();
}
