import { errors, type Client } from '@elastic/elasticsearch';
import type { IndexParts } from './index-parts.ts';

/** Something that Elasticsearch is to have. */
export interface Part {
  readonly what: string;
  readonly name: string;
  /** What it must be. */
  readonly wanted: unknown;
  /** What it is, or nothing. */
  readonly get: () => Promise<unknown>;
  readonly put: () => Promise<unknown>;
}

/** All parts, each after those that it names. */
export function partsOf(
  client: Client,
  { policy, mappings, settings, template }: IndexParts,
): readonly Part[] {
  return [
    {
      what: 'policy',
      name: policy.name,
      wanted: policy.policy,
      get: () => found(client.ilm.getLifecycle({ name: policy.name }), (got) => got[policy.name]?.policy),
      put: () => client.ilm.putLifecycle(policy),
    },
    ...[mappings, settings].map((component) => ({
      what: 'component template',
      name: component.name,
      wanted: { template: component.template, _meta: component._meta },
      get: () =>
        found(
          client.cluster.getComponentTemplate({ name: component.name }),
          (got) => got.component_templates[0]?.component_template,
        ),
      put: () => client.cluster.putComponentTemplate(component),
    })),
    {
      what: 'index template',
      name: template.name,
      wanted: { ...template, name: undefined },
      get: () =>
        found(
          client.indices.getIndexTemplate({ name: template.name }),
          (got) => got.index_templates[0]?.index_template,
        ).then((got) => got && { ...got, name: undefined }),
      put: () => client.indices.putIndexTemplate(template),
    },
  ];
}

async function found<Answer, Got>(
  asked: Promise<Answer>,
  read: (answer: Answer) => Got,
): Promise<Got | undefined> {
  try {
    return read(await asked);
  } catch (error) {
    if (error instanceof errors.ResponseError && error.statusCode === 404) return undefined;
    throw error;
  }
}
