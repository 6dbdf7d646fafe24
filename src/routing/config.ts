/** The part of Alertmanager's configuration that we write. Names are its own. */
export interface AlertmanagerConfig {
  readonly global: { readonly resolve_timeout: string };
  readonly templates: readonly string[];
  readonly route: Route;
  readonly inhibit_rules: readonly InhibitRule[];
  readonly time_intervals?: readonly TimeInterval[];
  readonly receivers: readonly Receiver[];
}

/** A node of the routing tree. */
export interface Route {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly active_time_intervals?: readonly string[];
  readonly continue?: boolean;
  readonly routes?: readonly Route[];
}

/** While a source fires, targets with the same `equal` labels are muted. */
export interface InhibitRule {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

/** A named span of the week. */
export interface TimeInterval {
  readonly name: string;
  readonly time_intervals: readonly {
    readonly weekdays: readonly string[];
    readonly times: readonly { readonly start_time: string; readonly end_time: string }[];
    readonly location: string;
  }[];
}

/** Where messages go. */
export interface Receiver {
  readonly name: string;
  readonly pagerduty_configs?: readonly Readonly<Record<string, unknown>>[];
  readonly slack_configs?: readonly Readonly<Record<string, unknown>>[];
  readonly webhook_configs?: readonly Readonly<Record<string, unknown>>[];
}
