import { build, type Plugin } from 'esbuild';
import { fileURLToPath } from 'node:url';

/** The page as one script and one style sheet. */
export interface Bundle {
  readonly script: string;
  readonly style: string;
}

/** Bundles the page. The same sources give the same bytes. */
export async function bundlePage(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page/main.tsx', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'chrome120',
    minify: true,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.svg': 'text' },
    plugins: [withoutEditor],
    logLevel: 'error',
    outdir: 'out',
  });
  const [script = '', style = ''] = ['.js', '.css'].map(
    (ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text,
  );
  return { script, style };
}

/** Leaves out the code editor, which Grafana's components bring along and no picture shows. */
const withoutEditor: Plugin = {
  name: 'without-editor',
  setup: (build) => {
    build.onResolve({ filter: /^monaco-editor/ }, ({ path }) => ({ path, namespace: 'nothing' }));
    build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};' }));
  },
};
