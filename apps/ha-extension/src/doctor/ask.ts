import type { HttpRequestParams, HttpResponse, HttpSeenCertificate } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { failureOfError, jsonOf } from '../bridge/classify.ts';
import { LEAST_MS } from '../bridge/deadline.ts';
import type { HomeFailure } from '../bridge/failure.ts';
import { accessHeaders, connectionParams } from '../bridge/home-client.ts';
import type { ExtensionParts } from '../extension-parts.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';

export interface HomeCall {
  /** Default `POST` with a body, else `GET`. */
  readonly method?: 'GET' | 'POST' | undefined;
  /** Below the configured address, or below its root with `fromRoot`. */
  readonly path: string;
  readonly fromRoot?: boolean | undefined;
  /** Sent as JSON. */
  readonly body?: object | undefined;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>> | undefined;
  /** Whether the configured token is sent. */
  readonly withToken?: boolean | undefined;
  /** `amazon`: as Amazon's servers would, with nothing of what the settings say about the way. Default `bridge`. */
  readonly as?: 'bridge' | 'amazon' | undefined;
  /** Takes no other certificate than this; for having it shown. */
  readonly onlyFingerprint?: string | undefined;
}

/** What came of a call. */
export interface Answer {
  readonly durationMs: number;
  readonly receivedAtMs: number;
  readonly response?: HttpResponse | undefined;
  /** Of an answer of the API; undefined when it was none. */
  readonly json?: unknown;
  /** Why it was none, as the bridge would say it. */
  readonly failure?: HomeFailure | undefined;
  /** What failed before there was any answer. */
  readonly error?: TransportError | undefined;
}

export interface TransportError {
  readonly code: string;
  readonly message: string;
  readonly phase: string | undefined;
  readonly reason: string | undefined;
  readonly certificate: HttpSeenCertificate | undefined;
}

export type Asker = (call: HomeCall) => Promise<Answer>;

/** What is kept back for the report. */
const MARGIN_MS = 300;

/**
 * Calls the home over the same connection as the bridge, but past its breaker: neither does an open one hide what is
 * wrong, nor do the doctor's failures open it.
 */
export function createAsker(
  { gateways, environment }: ExtensionParts,
  settings: HomeSettingsOn,
  remainingMs: () => number,
): Asker {
  const { clock } = environment;
  return async (call) => {
    const startedAt = clock.elapsed();
    const limitMs = Math.max(LEAST_MS, Math.min(settings.timeoutMs, remainingMs() - MARGIN_MS));
    const ended = () => ({ durationMs: Math.round(clock.elapsed() - startedAt), receivedAtMs: clock.now() });
    try {
      const params = { ...paramsOf(settings, call), deadlineAtMs: clock.now() + limitMs, timeouts: timesOf(limitMs) };
      const response = await gateways['http-client'].operations.makeRequest(params);
      return { ...ended(), response, ...readJson(response) };
    } catch (error) {
      return { ...ended(), failure: failureOfError(error), error: transportError(error) };
    }
  };
}

function paramsOf(settings: HomeSettingsOn, call: HomeCall): HttpRequestParams {
  const { path, fromRoot = false, body, form, withToken = false, as = 'bridge', onlyFingerprint } = call;
  const isBridge = as === 'bridge';
  const content = body === undefined ? form && new URLSearchParams(form) : JSON.stringify(body);
  return {
    allowPrivate: true,
    ...(isBridge && connectionParams(settings.connection)),
    ...(onlyFingerprint !== undefined && { pinnedFingerprint: onlyFingerprint, trustPinned: false }),
    method: call.method ?? (content === undefined ? 'GET' : 'POST'),
    url: (fromRoot ? new URL(settings.url).origin : settings.url) + path,
    headers: {
      ...(isBridge && accessHeaders(settings.connection)),
      ...(withToken && settings.token !== undefined && { authorization: `Bearer ${settings.token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      accept: 'application/json, text/html',
      'cache-control': 'no-cache',
    },
    ...(content !== undefined && { body: content }),
  };
}

/** Those of the bridge. */
function timesOf(limitMs: number): HttpRequestParams['timeouts'] {
  return { connectMs: Math.min(3_000, limitMs), headersMs: limitMs, bodyMs: limitMs, totalMs: limitMs };
}

function readJson(response: HttpResponse): Pick<Answer, 'json' | 'failure'> {
  try {
    return { json: jsonOf(response) };
  } catch (error) {
    return { failure: failureOfError(error) };
  }
}

function transportError(error: unknown): TransportError {
  if (!(error instanceof GatewayError)) {
    return { code: 'UNKNOWN', message: String(error), phase: undefined, reason: undefined, certificate: undefined };
  }
  const { phase, reason, certificate } = (error.data ?? {}) as Partial<TransportError>;
  return { code: error.code, message: error.message, phase, reason, certificate };
}
