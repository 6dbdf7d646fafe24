/** What S3 answers instead of doing what it was asked. */
export class S3Error extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Headers of the answer, besides the usual. @default - none */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

export const invalidRequest = (message: string) => new S3Error(400, 'InvalidRequest', message);
export const invalidArgument = (message: string) => new S3Error(400, 'InvalidArgument', message);
export const malformed = (message: string) => new S3Error(400, 'MalformedXML', message);
export const badDigest = (message: string) => new S3Error(400, 'BadDigest', message);
export const denied = (message: string) => new S3Error(403, 'AccessDenied', message);
export const missing = (code: string, message: string) => new S3Error(404, code, message);
