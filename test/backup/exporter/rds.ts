import { createServer } from 'node:http';
import { listen } from '../../../engines/listen.ts';

/** What goes wrong. */
interface Faults {
  readonly denies?: boolean;
  readonly hangs?: boolean;
}

/** RDS as far as one question goes: it reads which instance is meant, and wants it signed. */
export async function startRds(
  instances: Readonly<Record<string, string | undefined>>,
  { denies = false, hangs = false }: Faults = {},
) {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (hangs) return;
      const isSigned = /^AWS4-HMAC-SHA256 Credential=READER\/.*\/rds\//.test(
        request.headers.authorization ?? '',
      );
      const { status, body } = isSigned && !denies ? answer(new URLSearchParams(text), instances) : denied;
      response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
    });
  });
  const url = await listen(server);
  return {
    url,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const xmlns = 'xmlns="http://rds.amazonaws.com/doc/2014-10-31/"';

const refusal = (status: number, code: string) => ({
  status,
  body: `<ErrorResponse ${xmlns}><Error><Type>Sender</Type><Code>${code}</Code><Message>No.</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});

const denied = refusal(403, 'AccessDenied');

function answer(asked: URLSearchParams, instances: Readonly<Record<string, string | undefined>>) {
  const id = asked.get('DBInstanceIdentifier') ?? '';
  if (asked.get('Action') !== 'DescribeDBInstances') return refusal(400, 'InvalidAction');
  if (!(id in instances)) return refusal(404, 'DBInstanceNotFound');
  const moment = instances[id];
  const time = moment === undefined ? '' : `<LatestRestorableTime>${moment}</LatestRestorableTime>`;
  const instance = `<DBInstance><DBInstanceIdentifier>${id}</DBInstanceIdentifier>${time}</DBInstance>`;
  const body = `<DescribeDBInstancesResponse ${xmlns}><DescribeDBInstancesResult><DBInstances>${instance}</DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>`;
  return { status: 200, body };
}
