/** Something that a check says and that is right all the same. */
export interface Exception {
  /** Id of the check. */
  readonly check: string;
  /** The objects, as kind, namespace and name: `Deployment monitoring/x`. */
  readonly object: RegExp;
  /** Why it is right. */
  readonly reason: string;
}

/** Every exception, each with its reason. One that excuses nothing is a failing test. */
export const exceptions: readonly Exception[] = [
  {
    check: 'no-secret-objects',
    object: /^Secret \S+\/fraiseql-alertmanager-config$/,
    reason:
      "Alertmanager's configuration, which the Prometheus Operator takes from a Secret alone. Every key in it is read from a file of another Secret, and no-secret-values looks through it all the same.",
  },
];
