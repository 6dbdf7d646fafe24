import { execFile } from 'node:child_process';
import { Failure } from '../../cli/errors.ts';
import { printable } from '../../cli/words.ts';
import type { Into, Plan } from './plan.ts';

/** Who asks, and what for. */
export interface Asking {
  readonly plan: Pick<Plan, 'into' | 'database' | 'postgresMajor'>;
  /** Variables of libpq, as the script that restores will have them. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends it. */
  readonly stopped: AbortSignal;
}

/** What a server says of itself and of who asks. */
interface Answer {
  readonly there: boolean;
  readonly major: number;
  readonly version: string;
  readonly mayCreate: boolean;
}

type NewDatabase = Extract<Into, { kind: 'database' }>;

/**
 * Asks the server whether it will take the new database, before an hour of downloading has gone. `restore.sh` asks again, and more: what
 * only the files can tell, and what has changed meanwhile. How much room a server has it tells nobody.
 *
 * @throws Failure where it will not
 */
export async function mayRestore({ plan, env, stopped }: Asking): Promise<void> {
  const { into, database, postgresMajor } = plan;
  if (into.kind !== 'database') return;
  const { name } = into;
  if (name === database) {
    throw new Failure(
      `--database is ${name}, the live one: a restore makes a new one, such as ${name}_restored, which you then switch to.`,
    );
  }
  const { there, major, version, mayCreate } = await ask(into, env, stopped);
  if (there) {
    throw new Failure(
      `There is a database ${name} already: a restore never writes into one. Say another --database, or drop it yourself if nobody needs it.`,
    );
  }
  if (major < postgresMajor) {
    throw new Failure(
      `The server is PostgreSQL ${version}, and the dump is of ${String(postgresMajor)}: restore into one of the same version, by --server HOST:PORT.`,
    );
  }
  if (!mayCreate) {
    throw new Failure(
      `The role ${env.PGUSER ?? ''} may not create databases: set PGUSER to one that may (CREATEDB), best to a superuser, or on RDS to one of rds_superuser.`,
    );
  }
}

const question = `select json_build_object(
  'there', exists (select from pg_database where datname = :'target'),
  'major', current_setting('server_version_num')::int / 10000,
  'version', current_setting('server_version'),
  'mayCreate', (select rolsuper or rolcreatedb from pg_roles where rolname = current_user));`;

/** By psql: whatever logs in here logs in later, by the same files and variables. */
function ask({ name, server }: NewDatabase, env: Asking['env'], stopped: AbortSignal): Promise<Answer> {
  const argv = ['-XAtqw', '-v', 'ON_ERROR_STOP=1', '-v', `target=${name}`, '-d', 'postgres', '-f', '-'];
  const options = { env: { PGCONNECT_TIMEOUT: '10', ...env, LC_ALL: 'C' }, signal: stopped };
  return new Promise((resolve, reject) => {
    const child = execFile('psql', argv, options, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout) as Answer);
      else if (stopped.aborted) reject(new Failure('It was asked to end, and has ended.'));
      else if (error.code === 'ENOENT') reject(new Failure(noPsql));
      else reject(new Failure(refusal(stderr, `${server.host}:${String(server.port)}`)));
    });
    // One that cannot start takes nothing, and says so above.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(question);
  });
}

const noPsql =
  'psql is not on the PATH here: install the client of PostgreSQL, of the same version as the server or newer, or restore in the cluster by --kubernetes.';

const refused = /password authentication failed|no password supplied|does not exist|no pg_hba\.conf entry/;

function refusal(stderr: string, server: string): string {
  // `psql: error: connection to server at …, port … failed: FATAL:  what is wrong`, of several addresses a line each.
  const line =
    /(?:FATAL|ERROR|failed): +(?!FATAL)(.*)/.exec(stderr)?.[1] ?? stderr.replace('psql: error: ', '');
  const said = printable(line.trim());
  return refused.test(stderr)
    ? `The server ${server} refuses the login: ${said}. Look at PGUSER, and at PGPASSWORD or ~/.pgpass.`
    : `The server ${server} does not answer: ${said}. Look at --server and PGSSLMODE, and whether it runs.`;
}
