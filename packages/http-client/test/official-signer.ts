import { createHash, createHmac } from 'node:crypto';
import type { AwsCredentials } from '@hearthgate/contracts';
import { SignatureV4 } from '@smithy/signature-v4';

/** What the official signer wants for a hash: a class that hashes, or authenticates when it is given a key. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;
  constructor(secret?: unknown) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string);
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

/** The signer of the SDK, set up as the SDK does for each service. */
export function officialSigner({
  service,
  region,
  credentials: { accessKeyId, secretAccessKey, sessionToken },
}: {
  readonly service: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
}): SignatureV4 {
  return new SignatureV4({
    service,
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    sha256: Sha256,
    uriEscapePath: service !== 's3',
  });
}
