import {
  DashboardLinkBuilder,
  DashboardLinkType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type DashboardLink,
  type ThresholdsConfig,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Marked, PanelBasics } from '../../model/dashboard.ts';
import type { Context } from '../context.ts';
import { describe, drawn, steps } from '../marks.ts';
import { dataSource } from '../variables.ts';

/** What the SDK's builders of panels have in common. */
interface Buildable {
  title(title: string): this;
  description(description: string): this;
  unit(unit: string): this;
  decimals(decimals: number): this;
  datasource(source: typeof dataSource): this;
  thresholds(thresholds: Builder<ThresholdsConfig>): this;
  links(links: Builder<DashboardLink>[]): this;
}

/** Puts into a builder what every panel has. */
export function withBasics<B extends Buildable>(
  builder: B,
  panel: PanelBasics & Marked,
  context: Context,
): B {
  const { title, description, unit, decimals } = panel;
  const basic = builder
    .title(title)
    .description(describe(description, panel, context))
    .datasource(dataSource)
    .unit(unit)
    .thresholds(thresholds(panel, context))
    .links(runbooks(panel, context));
  return decimals === undefined ? basic : basic.decimals(decimals);
}

/** Where colours change. */
export const thresholds = (marked: Marked, context: Context): ThresholdsConfigBuilder =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps(marked, context));

/** Links to what to do when the panel's alerts fire, the worst first. */
function runbooks(panel: PanelBasics & Marked, context: Context): DashboardLinkBuilder[] {
  const marked = drawn(panel, context).flatMap(({ mark }) => mark.alert ?? []);
  return [...marked.reverse(), ...(panel.alerts ?? [])].flatMap((name) => {
    const found = context.alerts.alerts.find(({ alert }) => alert.name === name);
    const url = found?.rule.annotations.runbook_url;
    if (url === undefined) return [];
    const link = new DashboardLinkBuilder(`Runbook: ${name}`).type(DashboardLinkType.Link);
    return [link.url(url).targetBlank(true)];
  });
}
