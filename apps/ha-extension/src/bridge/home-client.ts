import type { Gateways } from '@hearthgate/contracts';
import type { Environment } from '@hearthgate/kernel';
import type { HomeSettings } from '../settings.ts';
import { failureOfError, jsonOf } from './classify.ts';
import { budgetMs, LEAST_MS } from './deadline.ts';
import { HomeFailure } from './failure.ts';
import { hideToken } from './hide-token.ts';

export type HomeSettingsOn = Extract<HomeSettings, { state: 'on' }>;

export interface HomeRequest {
  /** Below the configured address; starts with `/`. */
  readonly path: string;
  readonly body: unknown;
  readonly token: string;
  /** The token that the message brought, if any. */
  readonly ownToken: string | undefined;
  /** Milliseconds until the invocation ends; `Infinity` when unknown. */
  readonly remainingMs: number;
}

/** The breaker that all calls to the home go through. */
export const HOME_BREAKER = 'home-assistant';

const BREAKER_OPTIONS = { failureThreshold: 5, openMs: 10_000 } as const;

/**
 * Posts JSON to the home, through the breaker and inside the deadline, and answers its JSON, in which the configured token
 * stands nowhere unless the message brought it itself. Throws `HomeFailure`, nothing else.
 */
export async function postToHome(
  gateways: Pick<Gateways, 'http-client' | 'circuit-breaker'>,
  environment: Environment,
  settings: HomeSettingsOn,
  { path, body, token, ownToken, remainingMs }: HomeRequest,
): Promise<unknown> {
  const startedAtMs = environment.invocations.current()?.startedAtMs ?? environment.clock.now();
  const limitMs = budgetMs(remainingMs, environment.clock.now() - startedAtMs);
  try {
    return await gateways['circuit-breaker'].operations.call({
      name: HOME_BREAKER,
      options: BREAKER_OPTIONS,
      isFailure: (error) => blame(error, limitMs).homeIsDown,
      run: async () => {
        const response = await gateways['http-client'].operations.makeRequest({
          method: 'POST',
          url: settings.url + path,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify(body),
          deadlineAtMs: environment.clock.now() + limitMs,
          // A connection takes milliseconds or never comes; the rest of the time is for the home's own work.
          timeouts: { connectMs: Math.min(3_000, limitMs), headersMs: limitMs, bodyMs: limitMs, totalMs: limitMs },
          ca: settings.ca,
          allowPrivate: true,
        });
        return hideToken(jsonOf(response), settings.token === ownToken ? undefined : settings.token);
      },
    });
  } catch (error) {
    throw blame(error, limitMs).failure;
  }
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

/** Whether the configured token is sent, not the person's own. Never for a caller that is not trusted. */
export function usesConfiguredToken(settings: HomeSettingsOn, trusted: boolean): boolean {
  return settings.tokenSource === 'configured' && trusted;
}

/** Which token goes to the home. A caller that is not trusted has to bring its own. */
export function chooseToken(settings: HomeSettingsOn, own: string | undefined, trusted: boolean): string {
  const token = usesConfiguredToken(settings, trusted) ? settings.token : own;
  // Visible ASCII only (RFC 6750, 2.1 allows even less): anything else could not be sent and would blame the address.
  if (token === undefined || !/^[!-~]+$/.test(token)) throw new HomeFailure('no-token');
  return token;
}
