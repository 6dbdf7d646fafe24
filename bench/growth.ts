import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readSettings } from '../src/settings/read.ts';
import { makeEnvironment } from '../src/stack.ts';

/** What synth costs with more environments, beside jsonnet writing objects of the same number and size. */
export interface Growth {
  readonly environments: number;
  /** Milliseconds of the app, from start to end. */
  readonly app: number;
  /** Milliseconds of jsonnet that writes JSON. */
  readonly json: number;
  /** Milliseconds of jsonnet that writes YAML, as synth does; it takes minutes for ten environments. @default - not measured */
  readonly yaml: number | undefined;
}

/** Measures one number of environments, each as large as production. */
export function growth(environments: number, runs: number): Growth {
  const folder = mkdtempSync(join(tmpdir(), 'growth-'));
  try {
    const names = Array.from({ length: environments }, (_, at) => `environment-${String(at)}`);
    return {
      environments,
      app: fastest(runs, timed(folder, resolve('node_modules/.bin/tsx'), prepareApp(folder, names))),
      json: fastest(runs, timed(folder, 'jsonnet', prepareJsonnet(folder, names, 'json'))),
      yaml:
        environments === 1 ? timed(folder, 'jsonnet', prepareJsonnet(folder, names, 'yaml'))() : undefined,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes the environments. Returns the arguments that run the app on them. */
function prepareApp(folder: string, names: readonly string[]): string[] {
  for (const path of ['docs', 'package.json']) symlinkSync(resolve(path), join(folder, path));
  mkdirSync(join(folder, 'environments'));
  const text = readFileSync('environments/production.yaml', 'utf8');
  for (const name of names) {
    const renamed = text.replace(/^environment: .*$/m, `environment: ${name}`);
    writeFileSync(join(folder, 'environments', `${name}.yaml`), renamed);
  }
  return [resolve('src/main.ts')];
}

/**
 * Writes a jsonnet program that holds production's objects as they are, marks them with each environment's name and writes one file
 * an environment. It derives no rule, checks nothing, and thus does less.
 */
function prepareJsonnet(folder: string, names: readonly string[], format: 'json' | 'yaml'): string[] {
  const objects = makeEnvironment(readSettings('environments/production.yaml')).manifests.map(
    ({ object }) => object,
  );
  const write = format === 'json' ? 'objects' : 'std.manifestYamlStream(objects, c_document_end=false)';
  const program = `local all = ${JSON.stringify(objects)};
local named(name) = local objects = [object { metadata+: { annotations+: { environment: name } } } for object in all]; ${write};
{ [name + '.${format}']: named(name) for name in ${JSON.stringify(names)} }
`;
  writeFileSync(join(folder, `${format}.jsonnet`), program);
  mkdirSync(join(folder, `jsonnet-${format}`));
  return ['-m', join(folder, `jsonnet-${format}`), ...(format === 'yaml' ? ['-S'] : []), `${format}.jsonnet`];
}

function timed(folder: string, command: string, args: readonly string[]) {
  return (): number => {
    const started = performance.now();
    const { status, stderr, error } = spawnSync(command, args, { cwd: folder });
    if (error !== undefined)
      throw new Error(`${command} cannot be run (apt-get install ${command}): ${error.message}`);
    if (status !== 0) throw new Error(`${command} failed: ${String(stderr)}`);
    return performance.now() - started;
  };
}

/** The fastest run has met the least noise. */
const fastest = (runs: number, measure: () => number): number =>
  Math.min(...Array.from({ length: runs }, measure));
