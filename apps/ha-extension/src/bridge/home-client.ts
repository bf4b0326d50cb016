import type {
  Gateways,
  HttpMethod,
  HttpPreconnectParams,
  HttpRequestParams,
  HttpWebSocket,
} from '@hearthgate/contracts';
import type { Environment } from '@hearthgate/kernel';
import type { ConnectionSettings } from '../settings/connection.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';
import { failureOfError, jsonOf } from './classify.ts';
import { budgetMs, LEAST_MS, spentMs } from './deadline.ts';
import { HomeFailure } from './failure.ts';
import { hideToken, mayHold } from './hide-token.ts';

export interface HomeRequest {
  /** Default `POST`. */
  readonly method?: Extract<HttpMethod, 'GET' | 'POST'> | undefined;
  /** Below the configured address; starts with `/`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** What is said over a WebSocket at the path, in the place of a request, and what came of it. */
  readonly talk?: ((socket: HttpWebSocket, token: string) => Promise<unknown>) | undefined;
  readonly token: string;
  /** The token that the message brought, if any. */
  readonly ownToken: string | undefined;
  /** Milliseconds until the invocation ends; `Infinity` when unknown. */
  readonly remainingMs: number;
  /** Whether it speaks against the home when it takes longer; not where it was given less time than it may need. */
  readonly toleratesSlow?: boolean | undefined;
}

const BREAKER_OPTIONS = { failureThreshold: 5, openMs: 10_000 } as const;

/** How long a connection to a home may take: it takes milliseconds or never comes. */
export const CONNECT_MS = 3_000;

/** The breaker that all calls to one home go through. */
export function breakerOf({ name }: Pick<HomeSettingsOn, 'name'>): string {
  return name === '' ? 'home-assistant' : `home-assistant ${name}`;
}

/** What of a request says how the home is reached; its headers are `accessHeaders`. */
export function connectionParams({
  ca,
  fingerprint,
  clientCertificate,
  proxy,
  proxyReadyMs,
  family,
}: ConnectionSettings): Partial<HttpPreconnectParams> & Pick<HttpRequestParams, 'proxyReadyMs'> {
  return {
    ca,
    clientCertificate,
    family,
    allowPrivate: true,
    pinnedFingerprint: fingerprint,
    trustPinned: fingerprint === undefined ? undefined : true,
    proxy,
    proxyReadyMs: proxy === undefined ? undefined : proxyReadyMs,
  };
}

/** developers.cloudflare.com/cloudflare-one/access-controls/service-credentials/service-tokens */
export function accessHeaders({ access }: ConnectionSettings): Readonly<Record<string, string>> | undefined {
  if (access === undefined) return undefined;
  return { 'cf-access-client-id': access.id, 'cf-access-client-secret': access.secret };
}

/**
 * Asks the home, through its breaker and inside the deadline, and answers its JSON, in which the secret of a service token
 * stands nowhere, nor the configured token unless the message brought it itself. Throws `HomeFailure`, nothing else.
 */
export function requestHome(
  gateways: Pick<Gateways, 'http-client' | 'circuit-breaker'>,
  environment: Environment,
  settings: HomeSettingsOn,
  request: HomeRequest,
): Promise<unknown> {
  const { remainingMs, toleratesSlow = false } = request;
  const limitMs = Math.min(budgetMs(remainingMs, spentMs(environment)), settings.timeoutMs);
  const answer = gateways['circuit-breaker'].operations.call({
    name: breakerOf(settings),
    options: BREAKER_OPTIONS,
    isFailure(error) {
      const { failure, homeIsDown } = blame(error, limitMs);
      return homeIsDown && !(toleratesSlow && failure.kind === 'too-slow');
    },
    run: () => converse(gateways['http-client'], settings, request, environment.clock.now() + limitMs, limitMs),
  });
  return answer.catch((error: unknown) => {
    throw blame(error, limitMs).failure;
  });
}

/** One request, or one talk, and its answer without secrets. */
async function converse(
  { operations: { makeRequest, openWebSocket } }: Gateways['http-client'],
  { url, token: configured, connection }: HomeSettingsOn,
  { method = 'POST', path, body, talk, token, ownToken }: HomeRequest,
  deadlineAtMs: number,
  limitMs: number,
): Promise<unknown> {
  const accessSecret = connection.access?.secret;
  const hidden = configured === ownToken ? undefined : configured;
  const access = accessHeaders(connection);
  // Spread first: an object is copied as a whole only as long as nothing is in the new one.
  const way = {
    ...connectionParams(connection),
    url: url + path,
    deadlineAtMs,
    // The rest of the time is for the home's own work.
    timeouts: { connectMs: Math.min(CONNECT_MS, limitMs), headersMs: limitMs, bodyMs: limitMs, totalMs: limitMs },
    // Between AWS and Cloudflare a first connection now and then gets no answer. What a home may have seen is not sent again,
    // unless it only reads.
    retries: 1,
  };
  if (talk !== undefined) {
    const answer = await talk(await openWebSocket({ ...way, headers: access }), token);
    return hideToken(hideToken(answer, accessSecret), hidden);
  }
  const headers: Record<string, string> = { authorization: `Bearer ${token}`, accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (access !== undefined) Object.assign(headers, access);
  const sent: HttpRequestParams = Object.assign(way, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const response = await makeRequest(sent);
  const answer = jsonOf(response);
  if (!mayHold(response.body, accessSecret) && !mayHold(response.body, hidden)) return answer;
  return hideToken(hideToken(answer, accessSecret), hidden);
}

/** What an error means, and whether it speaks against the home: not when this function had no time to give it. */
function blame(error: unknown, limitMs: number): { readonly failure: HomeFailure; readonly homeIsDown: boolean } {
  const failure = failureOfError(error);
  const isHurried = limitMs <= LEAST_MS;
  if (isHurried && failure.kind === 'connect-timeout') {
    return { failure: new HomeFailure('no-time-left', undefined, { cause: error }), homeIsDown: false };
  }
  return { failure, homeIsDown: failure.homeIsDown && !(isHurried && failure.kind === 'too-slow') };
}
