import type {
  AwsClient,
  AwsClientParams,
  AwsPresignParams,
  AwsRequestParams,
  HttpOperations,
  HttpRequestParams,
} from '@hearthgate/contracts';
import { type Clock, GatewayError, type Variables } from '@hearthgate/kernel';
import { pause } from '../exchange/send.ts';
import type { HttpSettings } from '../options.ts';
import { IDEMPOTENT } from '../request/prepared-request.ts';
import { encodeBody, isBodyStream } from '../request/request-body.ts';
import { checkHeaders } from '../request/request-headers.ts';
import { retryDelayMs } from '../retry/retry-policy.ts';
import { type CredentialSources, createCredentialProvider } from './credentials.ts';
import { actionHeaders, endpointOf, isReadingAction, isThrottled, servicesWithActions } from './service.ts';
import { presignedQuery, type SigningInput, signatureHeaders, UNSIGNED_BODY } from './signature.ts';
import { encodePath, encodeQuery, type Query } from './uri-encoding.ts';

/** What a client stands on. */
export interface AwsContext extends CredentialSources {
  readonly http: Pick<HttpOperations, 'makeRequest' | 'openStream'>;
  readonly settings: () => Pick<HttpSettings, 'retryDelayMs' | 'maxRetryDelayMs' | 'timeouts'>;
  readonly variables: Variables;
  readonly clock: Clock;
  readonly random: () => number;
  /** Milliseconds until the invocation ends; `Infinity` when there is none. */
  readonly remainingMs: () => number;
}

/** As the SDK has it: three attempts. */
const DEFAULT_RETRIES = 2;
const MAX_EXPIRY_S = 604_800;

/**
 * A client of one service in one region.
 *
 * @throws GatewayError `HTTP_INVALID_REQUEST`
 */
export function createAwsClient(params: AwsClientParams, context: AwsContext): AwsClient {
  const { service, endpoint } = params ?? {};
  if (typeof service !== 'string' || !/^[a-z0-9-]+$/.test(service)) {
    throw invalid('service is a name as in the host, such as ssm, dynamodb or s3.');
  }
  const { variables, clock, http } = context;
  const region = params.region ?? variables.AWS_REGION ?? variables.AWS_DEFAULT_REGION;
  if (typeof region !== 'string' || !/^[a-z0-9-]+$/.test(region)) {
    throw invalid('There is no region; pass region, or set AWS_REGION.');
  }
  const url = URL.parse(endpointOf(service, region, endpoint, variables));
  if (url === null || url.search !== '' || url.hash !== '') throw invalid('endpoint is a URL without query.');
  const base = url.pathname.replace(/\/$/, '');
  const credentialsNow = createCredentialProvider(params.credentials, context);

  const inputOf = async (
    method: string,
    { path = '/', query = {} }: { readonly path?: string | undefined; readonly query?: Query | undefined },
    headers: Readonly<Record<string, string>>,
    body: SigningInput['body'],
  ): Promise<SigningInput> => {
    checkPath(path);
    const credentials = await credentialsNow();
    const target = { method, host: url.host, path: `${decodeURIComponent(base)}${path}`, query };
    return { ...target, headers, body, service, region, credentials, nowMs: clock.now() };
  };

  const signed = async (request: AwsRequestParams): Promise<HttpRequestParams> => {
    const { action, path, query, unsignedPayload, ...others } = request;
    const body = action === undefined ? request.body : (request.body ?? {});
    const { bytes, contentType } = encodeBody(body);
    const method = request.method ?? (bytes === undefined ? 'GET' : 'POST');
    const headers = {
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(action === undefined ? {} : headersOf(service, action)),
      ...checkHeaders(request.headers),
    };
    const leftOut = unsignedPayload === true || isBodyStream(bytes);
    const input = await inputOf(method, { path, query }, headers, leftOut ? UNSIGNED_BODY : bytes);
    return {
      ...others,
      method,
      url: `${url.origin}${encodePath(input.path)}${questionMark(encodeQuery(input.query))}`,
      headers: { ...headers, ...signatureHeaders(input) },
      body: bytes,
      // The signature is for this host alone.
      maxRedirects: 0,
      retries: request.retries ?? DEFAULT_RETRIES,
      idempotent: request.idempotent ?? (action === undefined ? undefined : isReadingAction(action)),
    };
  };

  return {
    service,
    region,
    async request(request) {
      const { timeouts, deadlineAtMs = Infinity } = request ?? {};
      // One total for all attempts: each is a request of its own to the gateway.
      const endsAtMs = Math.min(deadlineAtMs, clock.now() + (timeouts?.totalMs ?? context.settings().timeouts.totalMs));
      for (let attempt = 0; ; attempt += 1) {
        const sent = await signed(attempt === 0 ? (request ?? {}) : { ...request, deadlineAtMs: endsAtMs });
        const response = await http.makeRequest(sent);
        // What may be sent twice was sent again already, at the same signature.
        const wasRetried = response.status === 429 && (sent.idempotent ?? IDEMPOTENT.has(sent.method));
        const isOver = attempt >= (request.retries ?? DEFAULT_RETRIES) || isBodyStream(request.body) || wasRetried;
        if (isOver || !isThrottled(response.status, response.body)) return response;
        const waitMs = retryDelayMs(attempt, undefined, context.settings(), context.random);
        // Later than that the next attempt would fail at its deadline and hide the answer that there is.
        const leftMs = Math.min(context.remainingMs(), endsAtMs - clock.now());
        if (waitMs >= leftMs) return response;
        await pause(waitMs, clock, request.signal);
      }
    },
    openStream: async (request) => http.openStream(await signed(request ?? {})),
    async presign(request: AwsPresignParams) {
      const { method = 'GET', expiresInS = 900, path, query, headers } = request ?? {};
      if (!Number.isSafeInteger(expiresInS) || expiresInS < 1 || expiresInS > MAX_EXPIRY_S) {
        throw invalid(`expiresInS is a whole number of seconds from 1 to ${MAX_EXPIRY_S}.`);
      }
      const body = service === 's3' ? UNSIGNED_BODY : undefined;
      const input = await inputOf(method, { path, query }, checkHeaders(headers), body);
      return `${url.origin}${encodePath(input.path)}?${presignedQuery(input, expiresInS)}`;
    },
  };
}

function headersOf(service: string, action: string): Record<string, string> {
  const headers = /^\w+$/.test(action) ? actionHeaders(service, action) : undefined;
  if (headers !== undefined) return headers;
  throw invalid(`action is for ${servicesWithActions.join(', ')}; other services take headers and body.`);
}

/** A URL cannot say these segments: every parser takes them for steps, encoded or not. */
function checkPath(path: unknown): void {
  const isPath = typeof path === 'string' && path.startsWith('/') && path.isWellFormed();
  if (!isPath || path.split('/').some((segment) => segment === '.' || segment === '..')) {
    throw invalid('path starts with / and has no segment . or ..');
  }
}

function questionMark(query: string): string {
  return query === '' ? '' : `?${query}`;
}

function invalid(message: string): GatewayError {
  return new GatewayError('HTTP_INVALID_REQUEST', message);
}
