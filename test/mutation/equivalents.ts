/** A mistake that changes nothing an alert could show, and why. */
interface Equivalent {
  readonly alert: RegExp;
  readonly mistake: RegExp;
  readonly reason: string;
}

const soonOver =
  'a series is new for one window at most, which is over before `for` is; the 5 minutes of QueryTimeouts, whose `for` is shorter, are played';

/** Mutants that no story can kill. Each has a reason, and whoever doubts it may write the story. */
export const equivalents: readonly Equivalent[] = [
  {
    alert: /^(HighErrorRate|MediumErrorRate|QueryTimeouts)$/,
    mistake: /^drops 'vector\(0\)' of 'or'$/,
    reason: 'nothing and 0 are both under a threshold; the branch is there for dashboards and objectives',
  },
  {
    alert: /^(HighErrorRate|MediumErrorRate)$/,
    mistake: /^drops 'fraiseql_queries_total.*' of 'or'$/,
    reason: soonOver,
  },
  {
    alert: /^(HighErrorRate|MediumErrorRate|AuthenticationFailures)$/,
    mistake: /^drops '\(?count\(up\{.*' of 'unless'$/,
    reason: soonOver,
  },
  {
    alert: /^QueryTimeouts$/,
    mistake: /^drops '(fraiseql_queries_total|\(?count\(up\{).* offset 2m\)+' of '(or|unless)'$/,
    reason: soonOver,
  },
  {
    alert: /^LogArchiveStalled$/,
    mistake: /^0 becomes 1$/,
    reason: 'one line in an hour, more or less, is no replica that writes lines',
  },
  {
    alert: /^DiskPressure$/,
    mistake: /^0 becomes 1$/,
    reason: 'the threshold is a free space in bytes, and one byte more or less is no state of a volume',
  },
];
