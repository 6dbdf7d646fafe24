import { synth } from './synth.ts';

/** What `cdk8s synth` runs. It takes the app's standard output away, so everything is said on standard error. */
process.exitCode = synth({
  environments: 'environments',
  dist: 'dist',
  cdk8sOutput: process.env.CDK8S_OUTDIR,
  say: (line) => process.stderr.write(`${line}\n`),
});
