import { dump } from 'js-yaml';

/**
 * A document as YAML that every reader takes the same way: js-yaml quotes what YAML 1.1 or Kubernetes' reader would
 * misread, and `noRefs` keeps anchors out.
 */
export const toYaml = (value: unknown): string => dump(value, { noRefs: true, lineWidth: -1 });

/** Documents of one file, with a first line that says where to edit. */
export function toYamlFile(documents: readonly unknown[], source: string): string {
  return `# Generated from ${source}; \`npm run synth\` makes it anew.\n${documents.map(toYaml).join('---\n')}`;
}
