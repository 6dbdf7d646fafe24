/** What a FraiseQL server depends on, and itself, in the order in which answers name them. */
export const dependencies = ['database', 'elasticsearch', 'redis', 'kms', 'api'] as const;

/** One of them: a key of the answer, and the label of its series. */
export type Dependency = (typeof dependencies)[number];
