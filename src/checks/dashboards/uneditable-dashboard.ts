import { ofDashboard } from './check.ts';

/** Nobody edits a dashboard in the browser: the next delivery would undo it without a word. */
export const uneditableDashboard = ofDashboard(({ editable }) =>
  editable === false
    ? []
    : ['can be edited in the browser, where the next delivery undoes it. Set editable to false.'],
);
