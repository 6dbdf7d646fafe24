import type { Backup } from '../backup/repository.ts';
import type { Mount } from '../constructs/workload.ts';
import type { Settings } from '../settings/schema.ts';

const folder = '/etc/fraiseql-backup';

/** Where containers find the scripts, the configuration, and the login of the database. */
export const scriptsFolder = `${folder}/scripts`;
export const configFolder = `${folder}/config`;
export const loginFolder = `${folder}/database`;

/** What every script reads: where the others are, and where it may write. */
export const work = {
  HOME: '/backup',
  TMPDIR: '/backup',
  BACKUP_WORK: '/backup',
  BACKUP_SCRIPTS: scriptsFolder,
} as const;

/** Runs a script by bash, whatever its mode. */
export const script = (name: string): readonly string[] => ['bash', `${scriptsFolder}/${name}`];

/** Where the bucket is. Who may, AWS says: credentials come from the account's role. */
export const awsEnv = ({ repository }: Backup): Readonly<Record<string, string>> => ({
  AWS_REGION: repository.region,
  BACKUP_BUCKET: repository.bucket,
  BACKUP_PREFIX: repository.prefix,
  BACKUP_KMS_KEY: repository.kmsKey,
  BACKUP_ENDPOINT: repository.endpoint ?? '',
});

/** Where the database is, as libpq reads it; the login is files. */
export function databaseEnv(
  { database }: Settings,
  { ca }: Pick<Backup, 'ca'>,
): Readonly<Record<string, string>> {
  const { host, port, database: name, tls } = database.connection;
  return {
    PGHOST: host,
    PGPORT: String(port),
    PGDATABASE: name,
    PGSSLMODE: tls,
    ...(ca ? { PGSSLROOTCERT: `${loginFolder}/ca.crt` } : {}),
    BACKUP_LOGIN_DIR: loginFolder,
  };
}

/** The login of a role, as files. */
export const login = (secret: string, { ca }: Pick<Backup, 'ca'>): Mount => ({
  path: loginFolder,
  name: 'login',
  from: { secret, keys: ['username', 'password', ...(ca ? ['ca.crt'] : [])] },
});

const majors = [14, 15, 16, 17, 18] as const;

/** The image of the server's own version. */
export function postgresImage({ images }: Settings, { postgresMajor }: Backup): string {
  const major = majors.find((one) => one === postgresMajor) ?? 18;
  return images[`postgres${major}`];
}

/** Lets an account take on a role of IAM. */
export const roleOf = (arn: string | undefined) =>
  arn === undefined ? {} : { accountAnnotations: { 'eks.amazonaws.com/role-arn': arn } };
