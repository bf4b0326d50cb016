import type { AwsCredentials } from '@hearthgate/contracts';
import { encodePath, encodeQuery, type Query } from './uri-encoding.ts';

/**
 * Signature Version 4 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), by
 * hand because the small signers use fetch, which costs a cold start 38 ms, and the official one brings 300 kB of SDK.
 */
export interface SigningInput {
  readonly method: string;
  /** `host` or `host:port`, as in the header. */
  readonly host: string;
  /** Not encoded, starts with `/`. */
  readonly path: string;
  readonly query: Query;
  /** By lower-case name; those that proxies change are left out of the signature. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, or the mark of one that is left out. */
  readonly body: string | Uint8Array | undefined | typeof UNSIGNED_BODY;
  readonly service: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const UNSIGNED = 'UNSIGNED-PAYLOAD';
/** Stands for a body that is left out of the signature. */
export const UNSIGNED_BODY: unique symbol = Symbol('unsigned body');

const UNSIGNABLE: ReadonlySet<string> = new Set([
  'authorization',
  'cache-control',
  'connection',
  'expect',
  'from',
  'keep-alive',
  'max-forwards',
  'pragma',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-amzn-trace-id',
]);

/** The headers that make a request a signed one; they go beside those that were given. */
export function signatureHeaders(input: SigningInput): Record<string, string> {
  const { credentials, nowMs } = input;
  const payload = payloadHash(input.body);
  const added = {
    'x-amz-date': timeOf(nowMs),
    'x-amz-content-sha256': payload,
    ...(credentials.sessionToken === undefined ? {} : { 'x-amz-security-token': credentials.sessionToken }),
  };
  const signed = canonicalHeaders({ ...input.headers, ...added, host: input.host });
  const signature = signatureOf(input, encodeQuery(input.query), signed, payload);
  const credential = `${credentials.accessKeyId}/${scopeOf(input)}`;
  const authorization = `${ALGORITHM} Credential=${credential}, SignedHeaders=${namesOf(signed)}, Signature=${signature}`;
  return { ...added, authorization };
}

/** The query, encoded, that makes a URL a signed one for `expiresInS` seconds. */
export function presignedQuery(input: SigningInput, expiresInS: number): string {
  const { credentials, nowMs } = input;
  const payload = payloadHash(input.body);
  const signed = canonicalHeaders({ ...input.headers, host: input.host });
  const query = encodeQuery({
    ...input.query,
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': `${credentials.accessKeyId}/${scopeOf(input)}`,
    'X-Amz-Date': timeOf(nowMs),
    'X-Amz-Expires': String(expiresInS),
    'X-Amz-SignedHeaders': namesOf(signed),
    ...(payload === UNSIGNED ? { 'X-Amz-Content-Sha256': UNSIGNED } : {}),
    ...(credentials.sessionToken === undefined ? {} : { 'X-Amz-Security-Token': credentials.sessionToken }),
  });
  return `${query}&X-Amz-Signature=${signatureOf(input, query, signed, payload)}`;
}

type SignedHeaders = readonly (readonly [name: string, value: string])[];

function canonicalHeaders(headers: Readonly<Record<string, string>>): SignedHeaders {
  return Object.entries(headers)
    .filter(([name]) => !UNSIGNABLE.has(name) && !/^(proxy|sec)-/.test(name))
    .map(([name, value]) => [name, value.replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

function namesOf(headers: SignedHeaders): string {
  return headers.map(([name]) => name).join(';');
}

function signatureOf(input: SigningInput, query: string, headers: SignedHeaders, payload: string): string {
  const { method, service, region, credentials, nowMs } = input;
  const canonicalRequest = [
    method,
    canonicalPath(input),
    query,
    ...headers.map(([name, value]) => `${name}:${value}`),
    '',
    namesOf(headers),
    payload,
  ].join('\n');
  const toSign = [ALGORITHM, timeOf(nowMs), scopeOf(input), sha256(canonicalRequest)].join('\n');
  const parts = [timeOf(nowMs).slice(0, 8), region, service, 'aws4_request'];
  const key = parts.reduce<Buffer>(
    (secret, part) => hmac(secret, part).digest(),
    Buffer.from(`AWS4${credentials.secretAccessKey}`),
  );
  return hmac(key, toSign).digest('hex');
}

/** S3 signs the path as it is sent; all others tidy it up and encode it once more. */
function canonicalPath({ service, path }: SigningInput): string {
  const sent = encodePath(path);
  if (service === 's3') return sent;
  const segments = sent.split('/').filter((segment) => segment !== '');
  const end = segments.length > 0 && sent.endsWith('/') ? '/' : '';
  return encodePath(`/${segments.join('/')}${end}`);
}

function scopeOf({ nowMs, region, service }: SigningInput): string {
  return `${timeOf(nowMs).slice(0, 8)}/${region}/${service}/aws4_request`;
}

/** `20260101T000000Z`. */
function timeOf(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function payloadHash(body: SigningInput['body']): string {
  return body === UNSIGNED_BODY ? UNSIGNED : sha256(body ?? '');
}

function sha256(data: string | Uint8Array): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer, text: string): import('node:crypto').Hmac {
  return process.getBuiltinModule('node:crypto').createHmac('sha256', key).update(text);
}
