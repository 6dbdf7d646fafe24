import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Stands in for AWS KMS: AWS JSON 1.1, with its states of keys and its names of errors. */
export class Kms {
  /** State of the key. */
  state = 'Enabled';
  /** An error instead, with its status. */
  error: readonly [number, string] | undefined;
  /** Instead of the body that it has. */
  body: string | undefined;
  readonly asked = new Set<string>();
  private readonly server = createServer((request, response) => {
    const signed = /^AWS4-HMAC-SHA256 Credential=[^,]+\/kms\/aws4_request/.test(
      request.headers.authorization ?? '',
    );
    this.asked.add(String(request.headers['x-amz-target']));
    request.resume();
    const [status, type] = signed ? (this.error ?? [200, '']) : [400, 'MissingAuthenticationTokenException'];
    const failure = { __type: type, message: `of arn:aws:kms:eu-central-1:111122223333:key/${this.key}` };
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
      .end(this.body ?? JSON.stringify(status === 200 ? this.metadata() : failure));
  });

  constructor(private readonly key: string) {}

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** As `DescribeKey` answers. */
  private metadata() {
    const enabled = this.state === 'Enabled';
    return {
      KeyMetadata: {
        AWSAccountId: '111122223333',
        KeyId: this.key,
        KeyState: this.state,
        Enabled: enabled,
        KeyUsage: 'ENCRYPT_DECRYPT',
        CreationDate: 1_767_225_600,
      },
    };
  }
}
