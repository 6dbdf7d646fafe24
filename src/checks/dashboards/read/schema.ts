import { z } from 'zod';
import type { GrafanaDashboard, GrafanaPanel } from '../../../model/grafana.ts';

const text = z.string().exactOptional();
const flag = z.boolean().exactOptional();
const number = z.number().exactOptional();
const texts = z.array(z.string()).exactOptional();

/** A list of things, each of which may have more fields than are read here. */
const list = <Shape extends z.ZodRawShape>(shape: Shape) => z.array(z.looseObject(shape)).exactOptional();

const one = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape).exactOptional();

const datasource = z.union([z.string(), z.looseObject({ type: text, uid: text })]).exactOptional();
const steps = list({ value: z.number().nullable().exactOptional(), color: text });

const link = { title: text, type: text, url: text, tags: texts, includeVars: flag, placement: text };
const names = z.record(z.string(), z.unknown()).exactOptional();
const namesOfText = z.record(z.string(), z.string()).exactOptional();

const target = {
  refId: text,
  datasource,
  expr: text,
  legendFormat: text,
  format: text,
  instant: flag,
  range: flag,
};

const panel: z.ZodType<GrafanaPanel> = z.looseObject({
  id: number,
  type: text,
  title: text,
  description: text,
  datasource,
  gridPos: one({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  targets: list(target),
  fieldConfig: one({
    defaults: one({
      unit: text,
      thresholds: one({ mode: text, steps }),
      mappings: z.array(z.unknown()).exactOptional(),
    }),
    overrides: list({
      matcher: one({ id: text, options: z.unknown().exactOptional() }),
      properties: list({ id: text, value: z.unknown().exactOptional() }),
    }),
  }),
  links: list(link),
  transformations: list({ id: text, options: one({ indexByName: names, renameByName: namesOfText }) }),
  options: one({ reduceOptions: one({ calcs: texts, fields: text }) }),
  get panels() {
    return z.array(panel).exactOptional();
  },
});

const variable = {
  name: text,
  type: text,
  label: text,
  datasource,
  allValue: text,
  multi: flag,
  query: z.union([z.string(), z.looseObject({ query: text })]).exactOptional(),
  refresh: z.union([z.number(), z.boolean()]).exactOptional(),
  current: one({ value: z.unknown().exactOptional() }),
};

const annotation = {
  name: text,
  datasource,
  expr: text,
  titleFormat: text,
  textFormat: text,
  placement: text,
};

/** What is read of a dashboard, and of which kind it must be. */
export const dashboardSchema: z.ZodType<GrafanaDashboard> = z.looseObject({
  uid: text,
  title: text,
  description: text,
  tags: texts,
  timezone: text,
  editable: flag,
  schemaVersion: number,
  refresh: z.union([z.string(), z.boolean()]).exactOptional(),
  links: list(link),
  templating: one({ list: list(variable) }),
  annotations: one({ list: list(annotation) }),
  panels: z.array(panel).exactOptional(),
});
