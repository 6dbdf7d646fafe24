import { didYouMean } from '../../schemas/show.ts';
import { fieldIn } from '../../schemas/field.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Finding, ManifestCheck } from './check.ts';
import { knownFields, knownOfContainers, type Known } from './objects/known-fields.ts';
import { at, containersOf, podsOf, type PlacedContainer } from './objects/pods.ts';

/** Custom resources and containers have only fields whose effect on the other checks somebody has thought through. */
export const onlyKnownFields: ManifestCheck = ({ all }) => [
  ...all.flatMap((manifest) =>
    (knownFields[manifest.object.kind] ?? []).flatMap((known) => unknownIn(manifest, known)),
  ),
  ...podsOf(all).flatMap(containersOf).flatMap(unknownInContainer),
];

const unknownIn = (manifest: Manifest, { below, fields }: Known): Finding[] =>
  unknown(manifest, below, at(manifest.object, ...below.split('.')), fields);

/** What stands beside the containers of the operator's own pods is looked at there. */
function unknownInContainer({ pods: { manifest, places }, container, field }: PlacedContainer): Finding[] {
  if (places !== undefined && !field.endsWith(']')) return [];
  const { command, ...others } = container;
  return unknown(manifest, field, runsScript(command) ? others : container, knownOfContainers);
}

/** bash, and a file of a ConfigMap: `mounted-files.ts` knows whether it is there. */
const runsScript = (command: unknown): boolean =>
  Array.isArray(command) &&
  command.length === 2 &&
  command[0] === 'bash' &&
  /^\/etc\/[a-z-]+\/scripts\/[a-z-]+\.sh$/.test(String(command[1]));

function unknown(
  manifest: Manifest,
  place: string,
  value: unknown,
  fields: Readonly<Record<string, string>>,
): Finding[] {
  return Object.keys(value ?? {})
    .filter((field) => !Object.hasOwn(fields, field))
    .map((field) => ({
      manifest,
      field: fieldIn(place, field),
      message: `Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does.${didYouMean(field, Object.keys(fields))}`,
    }));
}
