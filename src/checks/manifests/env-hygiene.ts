import { show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck } from './check.ts';
import { allContainers, at, type PlacedContainer } from './objects/pods.ts';

/** The environment of a container says each thing once, and holds no secret: children and crash reports get all of it. */
export const envHygiene: ManifestCheck = ({ all }) =>
  allContainers(all).flatMap((placed) => [...variables(placed), ...wholeSecrets(placed)]);

const variables = ({ pods: { manifest }, container: { env = [] }, field }: PlacedContainer): Finding[] =>
  env.flatMap(({ name, value, valueFrom }, index) => {
    const place = `${field}.env[${String(index)}]`;
    const isTwice = env.findIndex((other) => other.name === name) < index;
    const isSecret = at(valueFrom, 'secretKeyRef') !== undefined;
    const isPassword = (value ?? '') !== '' && secretName.test(name);
    return [
      ...(isTwice
        ? [{ manifest, field: `${place}.name`, message: `${show(name)} is set before. Remove one.` }]
        : []),
      ...(isSecret ? [{ manifest, field: `${place}.valueFrom.secretKeyRef`, message: asFile }] : []),
      ...(isPassword ? [{ manifest, field: `${place}.value`, message: asFile }] : []),
    ];
  });

const asFile = 'Puts a secret into the environment. Mount it, and have the program read the file.';

/** What is called like a secret. A name that ends in `_FILE` says where one is read from. */
const secretName = /(PASS|PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|CREDENTIALS?)$/i;

const wholeSecrets = ({
  pods: { manifest },
  container: { envFrom = [] },
  field,
}: PlacedContainer): Finding[] =>
  envFrom.flatMap((source, index) =>
    source.secretRef === undefined
      ? []
      : [{ manifest, field: `${field}.envFrom[${String(index)}].secretRef`, message: asFile }],
  );
