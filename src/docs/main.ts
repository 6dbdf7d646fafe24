import { writeFiles } from '../output/replace.ts';
import { generatedDocs } from './pages.ts';

/** Writes the pages that are made from code: \`npm run docs\`. */
const pages = generatedDocs();
writeFiles('.', pages);
for (const path of pages.keys()) console.log(path);
