import { program } from '../../cli/help.ts';
import type { Plan } from '../../backup/restore/plan.ts';
import type { Asked } from './asked.ts';

/** The command line that does what was planned, over two lines. */
export function commandFor({ file, target, into, server, work }: Asked, { kind }: Plan): string {
  const what =
    target.kind === 'moment'
      ? `--to ${new Date(target.at).toISOString().replace(/(:00)?\.000Z$/, 'Z')}`
      : target.kind === 'latest'
        ? '--latest'
        : `--dump ${target.name}`;
  const where =
    kind === 'log'
      ? [`--data-directory ${quoted(into.directory ?? 'DIR')}`]
      : [
          ...(server === undefined ? [] : [`--server ${server}`]),
          ...(into.database === undefined ? [] : [`--database ${into.database}`]),
        ];
  const downloads = work === undefined ? [] : [`--work ${quoted(work)}`];
  return [
    `${program} restore --config ${quoted(file)} ${quoted(what)}`,
    [...where, ...downloads, '--run'].join(' '),
  ].join(' \\\n    ');
}

const quoted = (text: string): string =>
  /^[\w@%+=:,./ -]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
