/** What an exit code of a backup's script means. */
export interface Exit {
  readonly code: number;
  /** Scripts that end with it. */
  readonly scripts: readonly Script[];
  /** What happened, as the documents say it. */
  readonly meaning: string;
  /** Whether a backup that restores is there nonetheless. @default false */
  readonly exists?: boolean;
}

type Script = 'dump' | 'base' | 'upload' | 'download' | 'check' | 'restore' | 'record' | 'recover';

const all: readonly Script[] = [
  'dump',
  'base',
  'upload',
  'download',
  'check',
  'restore',
  'record',
  'recover',
];

/**
 * Exit codes of the scripts of the backups: one for each cause, so that a Job's status says what to look at. The last line that a script
 * writes says more. `scripts/common.sh` knows how to end; who ends with which is here.
 */
export const exits: readonly Exit[] = [
  { code: 0, scripts: all, meaning: 'All is well.', exists: true },
  { code: 1, scripts: all, meaning: 'Something that nobody expected: its line in the log says where.' },
  { code: 10, scripts: all, meaning: 'A setting is missing or wrong.' },
  {
    code: 11,
    scripts: ['dump', 'base', 'restore'],
    meaning: 'The database does not answer, or refuses the login.',
  },
  {
    code: 12,
    scripts: ['dump', 'base'],
    meaning: '`pg_dump` is older than the server: set `backup.postgresMajor`.',
  },
  {
    code: 13,
    scripts: ['dump'],
    meaning:
      'No snapshot, or what is in it cannot be read and counted: the role may not, or the session ended.',
  },
  {
    code: 14,
    scripts: ['dump'],
    meaning: 'The dump failed: the disk is full, a table is locked, the connection broke.',
  },
  { code: 15, scripts: ['dump'], meaning: 'The dump is not whole.' },
  { code: 16, scripts: ['dump'], meaning: 'The database is empty: no backup is made of it.' },
  { code: 17, scripts: ['dump'], meaning: 'The roles cannot be read.' },
  { code: 18, scripts: ['base'], meaning: 'The base backup failed.' },
  {
    code: 20,
    scripts: ['upload', 'download'],
    meaning: 'The repository cannot be read: bucket, credentials, network.',
  },
  { code: 21, scripts: ['upload'], meaning: 'The backup is much smaller than the one before.' },
  { code: 22, scripts: ['upload'], meaning: 'The upload failed.' },
  {
    code: 23,
    scripts: ['upload'],
    meaning: 'S3 holds another size, encryption or key than was sent, or does not say.',
  },
  { code: 24, scripts: ['upload'], meaning: 'S3 gives back something else than was sent, or nothing.' },
  {
    code: 25,
    scripts: ['dump', 'base', 'upload'],
    meaning: 'The manifest could not be written: there is no backup without it.',
  },
  {
    code: 26,
    scripts: ['upload'],
    meaning: 'The backup is there; those before it could not be tagged, and will not expire.',
    exists: true,
  },
  { code: 30, scripts: ['download'], meaning: 'There is no backup to check.' },
  {
    code: 31,
    scripts: ['download', 'check', 'restore'],
    meaning: 'What was downloaded is not what the manifest says.',
  },
  { code: 32, scripts: ['check', 'restore'], meaning: 'The restore failed.' },
  { code: 33, scripts: ['check', 'restore'], meaning: 'What was restored is not what the manifest says.' },
  { code: 34, scripts: ['check'], meaning: '`backup.smokeQuery` does not say true of what was restored.' },
  { code: 35, scripts: ['check', 'record'], meaning: 'The dump restores, and that could not be recorded.' },
  {
    code: 40,
    scripts: ['recover'],
    meaning: 'What a recovery was told makes no sense, or its directory is not empty: nothing was done.',
  },
  {
    code: 41,
    scripts: ['recover'],
    meaning: 'The copy of the server is not whole, or does not fit on the disk.',
  },
  { code: 42, scripts: ['recover'], meaning: 'The log could not be replayed.' },
  { code: 43, scripts: ['recover'], meaning: 'The moment cannot be reached from this copy and log.' },
  { code: 44, scripts: ['recover'], meaning: 'The recovered server cannot be read.' },
  { code: 45, scripts: ['recover'], meaning: 'The log was not replayed in the time that was given.' },
  { code: 75, scripts: ['dump'], meaning: 'Another dump of this database runs.' },
  { code: 130, scripts: all, meaning: 'Stopped by SIGINT.' },
  { code: 143, scripts: all, meaning: 'Stopped by SIGTERM: the deadline, a drain, or somebody.' },
];
