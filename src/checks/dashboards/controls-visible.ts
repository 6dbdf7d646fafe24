import type { DashboardCheck } from './check.ts';

/** Links and annotations are seen, not hidden in a menu. */
export const controlsVisible: DashboardCheck = ({ links, annotations }) => {
  const ofLinks = (links ?? []).map(({ title = '', placement }) => ({ where: `link '${title}'`, placement }));
  const ofAnnotations = (annotations?.list ?? []).map(({ name = '', placement }) => ({
    where: `annotation '${name}'`,
    placement,
  }));
  return [...ofLinks, ...ofAnnotations]
    .filter(({ placement }) => placement === 'inControlsMenu')
    .map(({ where }) => ({
      where,
      message: "is hidden in a menu. Leave placement out, got 'inControlsMenu'.",
    }));
};
