import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presignedQuery, type SigningInput, signatureHeaders, UNSIGNED_BODY } from '../src/aws/signature.ts';
import { encodePath, encodeQuery } from '../src/aws/uri-encoding.ts';
import { officialSigner } from './official-signer.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => text.isWellFormed());
const segment = anyText.map((text) => text.replaceAll('/', '')).filter((text) => text !== '.' && text !== '..');
const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
const query = fc.dictionary(
  // The official signer keeps its query in a plain object, where `__proto__` is no member.
  fc.oneof(
    anyText.filter((name) => name !== '__proto__'),
    fc.constantFrom('list-type', 'prefix', 'a', 'A', 'é', '~'),
  ),
  fc.oneof(anyText, fc.array(anyText, { maxLength: 3 })),
  { maxKeys: 4, noNullPrototype: true },
);
const headers = fc.dictionary(
  fc.oneof(
    fc.stringMatching(/^x-[a-z0-9-]{1,12}$/).filter((name) => !name.startsWith('x-amz-')),
    fc.constantFrom(
      'content-type',
      'x-amz-target',
      'x-amz-acl',
      'user-agent',
      'cache-control',
      'range',
      'sec-a',
      'proxy-b',
      'te',
    ),
  ),
  fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/),
  { maxKeys: 5, noNullPrototype: true },
);
const secret = fc.stringMatching(/^[A-Za-z0-9/+]{16,40}$/);

const input: fc.Arbitrary<SigningInput> = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD'),
  host: fc.constantFrom('ssm.eu-central-1.amazonaws.com', 'bucket.s3.us-east-1.amazonaws.com', '127.0.0.1:8000'),
  path,
  query,
  headers,
  body: fc.oneof(fc.constant(undefined), fc.string(), fc.uint8Array({ maxLength: 200 }), fc.constant(UNSIGNED_BODY)),
  service: fc.constantFrom('ssm', 'secretsmanager', 'dynamodb', 's3', 'execute-api'),
  region: fc.constantFrom('eu-central-1', 'us-east-1', 'cn-north-1'),
  credentials: fc.record({
    accessKeyId: fc.stringMatching(/^AKIA[A-Z0-9]{16}$/),
    secretAccessKey: secret,
    sessionToken: fc.option(secret, { nil: undefined }),
  }),
  nowMs: fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) }),
});

function officialRequest({ method, host, path, query, headers, body }: SigningInput) {
  const [hostname = '', port] = host.split(':');
  return {
    method,
    protocol: 'https:',
    hostname,
    ...(port === undefined ? {} : { port: Number(port) }),
    path: encodePath(path),
    query: query as Record<string, string | string[]>,
    headers: { ...headers, host },
    body: body === UNSIGNED_BODY ? undefined : body,
  };
}

describe('a signed request', () => {
  it('has byte for byte the headers of the official signer', async () => {
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        const request = officialRequest(given);
        const unsigned: Record<string, string> =
          given.body === UNSIGNED_BODY ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } : {};
        const signed = await officialSigner(given).sign(
          { ...request, headers: { ...request.headers, ...unsigned } },
          { signingDate: new Date(given.nowMs) },
        );
        const { host } = given;
        expect({ ...given.headers, host, ...signatureHeaders(given) }).toEqual(signed.headers);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a signed URL', () => {
  it('has byte for byte the query of the official signer', async () => {
    const expiry = fc.integer({ min: 1, max: 604_800 });
    await fc.assert(
      fc.asyncProperty(input, expiry, async (random, expiresIn) => {
        // What starts with x-amz- the official signer moves into the query; here the caller says where it is.
        const own = Object.entries(random.headers).filter(([name]) => !name.startsWith('x-amz-'));
        const body = random.service === 's3' ? UNSIGNED_BODY : undefined;
        const given: SigningInput = { ...random, headers: Object.fromEntries(own), body };
        const request = officialRequest(given);
        const unsigned: Record<string, string> =
          body === undefined ? {} : { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' };
        const signed = await officialSigner(given).presign(
          { ...request, headers: { ...request.headers, ...unsigned } },
          { expiresIn, signingDate: new Date(given.nowMs) },
        );
        const parts = presignedQuery(given, expiresIn).split('&');
        const expected = encodeQuery(signed.query as Record<string, string | string[]>).split('&');
        expect(parts.toSorted()).toEqual(expected.toSorted());
        expect(parts.at(-1)).toMatch(/^X-Amz-Signature=[0-9a-f]{64}$/);
      }),
      { numRuns: 300 },
    );
  });
});
