import type { AwsClientParams, AwsCredentials, HttpRequestParams, HttpResponse } from '@hearthgate/contracts';
import { type Clock, GatewayError, type Variables } from '@hearthgate/kernel';

/** New credentials are got so long before the old ones expire. */
const AHEAD_MS = 300_000;

/** When there are none yet, the old ones are used on, and new ones asked for again after so long. */
const RETRY_MS = 10_000;

/** What credentials come from. */
export interface CredentialSources {
  readonly variables: Variables;
  readonly clock: Clock;
  /** Told each credential, so that it can be hidden in everything that is written. */
  readonly hide: (secret: string) => void;
  /** A request to the container endpoint, whatever the gateway's policy for URLs is. */
  readonly request: (params: HttpRequestParams) => Promise<HttpResponse>;
}

/** Credentials that are good now; those that expire are kept until shortly before and got once for all who wait. */
export function createCredentialProvider(
  given: AwsClientParams['credentials'],
  sources: CredentialSources,
): () => Promise<AwsCredentials> {
  let kept: Promise<AwsCredentials> | undefined;
  let last: AwsCredentials | undefined;
  let renewAtMs = Infinity;
  const renew = async (): Promise<AwsCredentials> => {
    try {
      last = await load();
      return last;
    } catch (error) {
      const nowMs = sources.clock.now();
      if (last?.expiresAtMs === undefined || last.expiresAtMs <= nowMs) throw error;
      renewAtMs = nowMs + RETRY_MS;
      return last;
    }
  };
  const load = async (): Promise<AwsCredentials> => {
    const credentials = checked(
      typeof given === 'function' ? await given() : (given ?? (await fromSurroundings(sources))),
    );
    sources.hide(credentials.secretAccessKey);
    if (credentials.sessionToken !== undefined) sources.hide(credentials.sessionToken);
    renewAtMs = (credentials.expiresAtMs ?? Infinity) - AHEAD_MS;
    return credentials;
  };
  return () => {
    if (kept === undefined || sources.clock.now() >= renewAtMs) {
      renewAtMs = Infinity;
      const loading = renew();
      kept = loading;
      loading.catch(() => {
        if (kept === loading) kept = undefined;
      });
    }
    return kept;
  };
}

async function fromSurroundings(sources: CredentialSources): Promise<AwsCredentials> {
  const { variables } = sources;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = variables;
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    return { accessKeyId, secretAccessKey, sessionToken: variables.AWS_SESSION_TOKEN || undefined };
  }
  const url = containerUrl(variables);
  if (url !== undefined) return fromContainer(url, sources);
  throw missing(
    'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set; pass credentials, or give the function a role.',
  );
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html; SnapStart functions use it. */
function containerUrl(variables: Variables): string | undefined {
  const relative = variables.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  if (relative !== undefined) return `http://169.254.170.2${relative.startsWith('/') ? '' : '/'}${relative}`;
  const full = variables.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (full === undefined) return undefined;
  const url = URL.parse(full);
  const isLocal = /^(127(\.\d+){3}|localhost|\[::1\]|169\.254\.170\.(2|23)|\[fd00:ec2::23\])$/.test(
    url?.hostname ?? '',
  );
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return full;
  throw missing('AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor an address of the machine itself.');
}

async function fromContainer(url: string, { variables, request }: CredentialSources): Promise<AwsCredentials> {
  const tokenFile = variables.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  const token =
    tokenFile === undefined
      ? variables.AWS_CONTAINER_AUTHORIZATION_TOKEN
      : await process
          .getBuiltinModule('node:fs')
          .promises.readFile(tokenFile, 'utf8')
          .then((text) => text.trim(), unreadable);
  const response = await request({
    method: 'GET',
    url,
    headers: { accept: 'application/json', ...(token === undefined ? {} : { authorization: token }) },
    timeouts: { connectMs: 1_000, totalMs: 3_000 },
    retries: 2,
    maxRedirects: 0,
    proxy: false,
  });
  if (response.status !== 200) throw missing(`The endpoint for credentials answered with status ${response.status}.`);
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = parse(response.body);
  return {
    accessKeyId: String(AccessKeyId ?? ''),
    secretAccessKey: String(SecretAccessKey ?? ''),
    sessionToken: typeof Token === 'string' ? Token : undefined,
    expiresAtMs: typeof Expiration === 'string' ? Date.parse(Expiration) : undefined,
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // What JSON.parse says quotes the text, which holds credentials.
  }
  throw missing('The endpoint for credentials answered something that is no JSON object.');
}

function checked(credentials: AwsCredentials): AwsCredentials {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials ?? {};
  const isText = (value: unknown) => typeof value === 'string' && /^[!-~]+$/.test(value);
  if (isText(accessKeyId) && isText(secretAccessKey) && (sessionToken === undefined || isText(sessionToken))) {
    return credentials;
  }
  throw missing('The credentials have no usable accessKeyId, secretAccessKey or sessionToken.');
}

function unreadable(): never {
  throw missing('The file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read.');
}

function missing(message: string): GatewayError {
  return new GatewayError('HTTP_NO_CREDENTIALS', message);
}
