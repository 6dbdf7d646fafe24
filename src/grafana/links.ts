import {
  DashboardLinkBuilder,
  DashboardLinkType,
  type DashboardLink,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Context } from './context.ts';

/** Links on top of every board: to the others, with what is chosen and the time range kept, and to the runbooks. */
export const links = ({ settings, style }: Context): DashboardLink[] => [
  new DashboardLinkBuilder('Boards')
    .type(DashboardLinkType.Dashboards)
    .tags([style.tag])
    .asDropdown(false)
    .includeVars(true)
    .keepTime(true)
    .build(),
  new DashboardLinkBuilder('Runbooks')
    .type(DashboardLinkType.Link)
    .icon('doc')
    .url(`${settings.links.runbooks}/README.md`)
    .targetBlank(true)
    .build(),
];
