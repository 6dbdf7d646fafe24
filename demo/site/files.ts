import { readdirSync, readFileSync } from 'node:fs';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type { File } from './docs.ts';

const page = new URL('../page/', import.meta.url);

/** The files of the page by path. Its scripts are TypeScript, of which the types are taken away. */
export function pageFiles(): ReadonlyMap<string, File> {
  const scripts = readdirSync(page).filter((name) => name.endsWith('.ts'));
  return new Map<string, File>([
    ['/', { type: 'text/html', body: read('index.html') }],
    ['/page.css', { type: 'text/css', body: read('page.css') }],
    ...scripts.map((name): [string, File] => [
      `/page/${name.replace(/\.ts$/, '.js')}`,
      { type: 'text/javascript', body: script(read(name)) },
    ]),
  ]);
}

const read = (name: string): string => readFileSync(new URL(name, page), 'utf8');

const script = (source: string): string =>
  transpileModule(source, {
    compilerOptions: {
      target: ScriptTarget.ES2022,
      module: ModuleKind.ESNext,
      rewriteRelativeImportExtensions: true,
      verbatimModuleSyntax: true,
    },
  }).outputText;
