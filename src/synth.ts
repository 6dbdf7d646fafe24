import { changedFiles, replaceFolder, writeFiles, type Files } from './output/replace.ts';
import { problemLines, summary } from './report.ts';
import { readEnvironments } from './settings/read.ts';
import { SettingsError } from './settings/problems.ts';
import { makeEnvironment } from './stack.ts';

/** Where synth reads and writes, and whom it tells. */
export interface World {
  /** Folder of the environment files. */
  readonly environments: string;
  /** Folder that is replaced when all is well. */
  readonly dist: string;
  /** Where the cdk8s CLI looks for manifests. @default - the app was not run by it */
  readonly cdk8sOutput?: string | undefined;
  readonly say: (line: string) => void;
}

/** Makes `dist/` from the environments. Nothing is written unless everything is right. Returns the exit code. */
export function synth({ environments, dist, cdk8sOutput, say }: World): number {
  try {
    const made = readEnvironments(environments).map((settings) => makeEnvironment(settings));
    const problems = made.flatMap((environment) => environment.problems);
    if (problems.length > 0) throw new SynthError(problemLines(problems));
    const files = new Map(made.flatMap((environment) => [...environment.files]));
    const changed = changedFiles(dist, files);
    write(files, dist, cdk8sOutput);
    made.forEach((environment) => {
      say(summary(environment));
    });
    say(`dist/: ${String(files.size)} files, ${String(changed)} changed`);
    return 0;
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof SynthError)) throw error;
    say(`${error.message}\nNothing was written: dist/ is as it was.`);
    return 1;
  }
}

/** Writes the CLI's copy first: when that fails, `dist/` is still as it was. */
function write(files: Files, dist: string, cdk8sOutput: string | undefined): void {
  try {
    if (cdk8sOutput !== undefined) writeFiles(cdk8sOutput, manifestsOf(files));
    replaceFolder(dist, files);
  } catch (error) {
    throw new SynthError(`dist/ cannot be written: ${(error as Error).message}.`);
  }
}

class SynthError extends Error {}

const manifestsOf = (files: Files): Files =>
  new Map([...files].filter(([path]) => path.endsWith('.k8s.yaml')));
