/** Something that is in the cluster before this stack comes, and that it relies on. */
export interface Prerequisite {
  readonly kind: string;
  /** @default - it belongs to the whole cluster */
  readonly namespace?: string;
  readonly name: string;
  /** Labels that it is selected by. @default - it is named */
  readonly labels?: Readonly<Record<string, string>>;
  /** Ports that are relied on, by name. @default - none */
  readonly ports?: readonly string[];
  /** Keys that are read from it. @default - all, or it has none */
  readonly keys?: readonly string[];
  /** Who brings it, and what for. */
  readonly why: string;
}
