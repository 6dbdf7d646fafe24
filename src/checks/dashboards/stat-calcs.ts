import { ofPanels } from './check.ts';

const reducing = ['bargauge', 'gauge', 'stat'];

/** One number is made of many in a way that is written down: the default differs between versions of Grafana. */
export const statCalcs = ofPanels(({ type = '', options }) =>
  reducing.includes(type) && (options?.reduceOptions?.calcs ?? []).length === 0
    ? ["does not say which value it shows. Set calcs, such as 'lastNotNull'."]
    : [],
);
