/** Something that is in the cluster before this stack comes, and that it relies on. */
export interface Prerequisite {
  readonly kind: string;
  /** @default - it belongs to the whole cluster */
  readonly namespace?: string;
  readonly name: string;
  /** Labels that it is selected by. @default - it is named */
  readonly labels?: Readonly<Record<string, string>>;
  /** Ports that are relied on: their names, with the numbers that pods listen on. @default - none */
  readonly ports?: Readonly<Record<string, number>>;
  /** Whether NetworkPolicies of others close it already, so that ours must let this stack in. @default false */
  readonly isolated?: boolean;
  /** Whether its pods query what this stack has measured. @default false */
  readonly reads?: boolean;
  /** Keys that are read from it. @default - all, or it has none */
  readonly keys?: readonly string[];
  /** Who brings it, and what for. */
  readonly why: string;
}
