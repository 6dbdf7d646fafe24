import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Folders in the order in which data flows: each may import those before it, never those after it. */
const layers = [
  { folder: 'src/model', mayImport: [] },
  { folder: 'src/promql', mayImport: ['src/model'] },
  { folder: 'src/settings', mayImport: ['src/model', 'src/promql'] },
  { folder: 'src/metrics', mayImport: ['src/model', 'src/promql', 'src/settings'] },
  { folder: 'src/rules', mayImport: ['src/model', 'src/promql', 'src/settings', 'src/metrics'] },
  { folder: 'src/prometheus', mayImport: [] },
  {
    folder: 'src/slo',
    mayImport: ['src/model', 'src/promql', 'src/settings', 'src/metrics', 'src/rules', 'src/prometheus'],
  },
  { folder: 'src/routing', mayImport: ['src/model', 'src/settings', 'src/rules'] },
  {
    folder: 'src/grafana',
    mayImport: ['src/model', 'src/promql', 'src/settings', 'src/metrics', 'src/rules'],
  },
  { folder: 'src/output', mayImport: [] },
  { folder: 'src/schemas', mayImport: [] },
  {
    folder: 'src/checks',
    mayImport: [
      'src/model',
      'src/promql',
      'src/settings',
      'src/metrics',
      'src/rules',
      'src/slo',
      'src/routing',
      'src/schemas',
    ],
  },
  { folder: 'src/s3', mayImport: [] },
  { folder: 'src/cli', mayImport: [] },
  { folder: 'src/http', mayImport: ['src/cli'] },
  {
    folder: 'src/logs',
    mayImport: [
      'src/s3',
      'src/model',
      'src/promql',
      'src/settings',
      'src/metrics',
      'src/output',
      'src/cli',
      'src/http',
    ],
  },
  {
    folder: 'src/backup',
    mayImport: [
      'src/s3',
      'src/model',
      'src/promql',
      'src/settings',
      'src/metrics',
      'src/output',
      'src/cli',
      'src/http',
    ],
  },
  { folder: 'src/constructs', mayImport: ['src/model'] },
  {
    folder: 'src/platform',
    mayImport: [
      'src/model',
      'src/settings',
      'src/metrics',
      'src/output',
      'src/constructs',
      'src/logs',
      'src/backup',
      'src/health',
    ],
  },
  { folder: 'alerts', mayImport: ['src/model', 'src/promql', 'src/metrics', 'src/slo'] },
  { folder: 'dashboards', mayImport: ['src/model', 'src/promql', 'src/metrics', 'alerts'] },
  {
    folder: 'src/health',
    mayImport: ['src/model', 'src/promql', 'src/settings', 'src/metrics', 'src/cli', 'src/http'],
  },
  {
    folder: 'src/conform',
    mayImport: [
      'src/model',
      'src/promql',
      'src/settings',
      'src/metrics',
      'src/rules',
      'src/grafana',
      'src/cli',
    ],
  },
  { folder: 'src/simulator', mayImport: ['src/model', 'src/promql', 'src/metrics', 'src/cli', 'src/http'] },
  {
    folder: 'src/commands',
    mayImport: [
      'src/model',
      'src/promql',
      'src/settings',
      'src/metrics',
      'src/prometheus',
      'src/slo',
      'src/cli',
      'src/http',
      'src/health',
      'src/conform',
      'src/simulator',
      'src/logs',
      'src/backup',
      'src/constructs',
      'src/output',
      'src/rules',
      'src/grafana',
      'alerts',
      'dashboards',
    ],
  },
  { folder: 'engines', mayImport: ['src/promql', 'src/output'] },
  {
    folder: 'demo',
    mayImport: [
      'src/model',
      'src/promql',
      'src/settings',
      'src/metrics',
      'src/rules',
      'src/slo',
      'src/cli',
      'src/http',
      'src/simulator',
      'alerts',
      'engines',
    ],
  },
];

const all = layers.map(({ folder }) => folder);

/** Forbids a folder to import what comes after it. */
const layer = ({ folder, mayImport }) => ({
  files: [`${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: all
          .filter((other) => other !== folder && !mayImport.includes(other))
          .map((other) => ({
            regex: `^(\\.\\./)+${other.replace('src/', '(src/)?')}/`,
            message: `${folder}/ stands before ${other}/: data flows one way.`,
          })),
      },
    ],
  },
});

export default tseslint.config(
  // preview/ is a package of its own, with its own types: it lints itself.
  { ignores: ['node_modules/', 'dist/', 'lib/', '.cdk8s-out/', 'preview/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allow: [] }],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['alerts/**', 'dashboards/**', 'test/**', 'src/metrics/bindings/**'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  { files: ['*.js'], ...tseslint.configs.disableTypeChecked },
  ...layers.map(layer),
);
