/** Documents and the page about them, by path. */
export const filesOf = (folder: string, page: string, documents: object): [path: string, text: string][] => [
  [`${folder}/README.md`, page],
  ...(Object.entries(documents) as [string, object][]).map(([name, document]): [string, string] => [
    `${folder}/${name}.json`,
    `${JSON.stringify(document, null, 2)}\n`,
  ]),
];
