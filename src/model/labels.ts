/** The label value that all objects and pods of this stack share. */
export const partOf = 'fraiseql-monitoring';

/** Labels that select the pods of a component. They never change: a selector of a Deployment is immutable. */
export const selectorLabels = (component: string) => ({
  'app.kubernetes.io/name': component,
  'app.kubernetes.io/part-of': partOf,
});

/** Labels of a component's objects and pods: those that select it, and those that people and tools look for. */
export const componentLabels = (component: string) => ({
  ...selectorLabels(component),
  'app.kubernetes.io/instance': component,
  'app.kubernetes.io/managed-by': 'cdk8s',
});
