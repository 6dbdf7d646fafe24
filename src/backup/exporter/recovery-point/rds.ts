import { DescribeDBInstancesCommand, RDSClient, type RDSClientConfig } from '@aws-sdk/client-rds';
import type { RecoveryPoint } from './point.ts';

/** Which instance is asked about. */
export interface RdsPointProps {
  readonly region: string;
  readonly instance: string;
  /** Settings of the client: how long it waits. */
  readonly client?: RDSClientConfig;
}

/** The newest moment to which RDS can restore an instance, as AWS says it. */
export class RdsPoint {
  private readonly client: RDSClient;

  constructor(private readonly props: RdsPointProps) {
    this.client = new RDSClient({ region: props.region, ...props.client });
  }

  /** What is there now. That RDS does not answer says nothing of the bucket, so that it is told and not thrown. */
  async look(): Promise<RecoveryPoint> {
    const { instance } = this.props;
    try {
      const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance });
      const { DBInstances: [found] = [] } = await this.client.send(command);
      const moment = found?.LatestRestorableTime?.getTime();
      if (moment !== undefined) return { moment };
      return { problem: `RDS cannot restore ${instance} to any moment: are its automated backups on?` };
    } catch (error) {
      return { problem: `RDS did not tell of ${instance}: ${reasonOf(error)}.` };
    }
  }

  close(): void {
    this.client.destroy();
  }
}

const known: Readonly<Record<string, string>> = {
  AccessDenied: 'access is denied: the role needs rds:DescribeDBInstances',
  AccessDeniedException: 'access is denied: the role needs rds:DescribeDBInstances',
  DBInstanceNotFoundFault: 'there is no such instance in this region',
  DBInstanceNotFound: 'there is no such instance in this region',
  CredentialsProviderError: 'no credentials of AWS were found here',
  TimeoutError: 'it gave no answer in time',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed';
  const code = (error as NodeJS.ErrnoException).code;
  return known[error.name] ?? known[code ?? ''] ?? code ?? error.name;
}
