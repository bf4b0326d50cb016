import type { Gateways } from '@hearthgate/contracts';
import type { Environment } from '@hearthgate/kernel';
import type { HomeSettings } from '../settings.ts';
import { failureOfError, jsonOf } from './classify.ts';
import { budgetMs } from './deadline.ts';
import { HomeFailure } from './failure.ts';

export type HomeSettingsOn = Extract<HomeSettings, { state: 'on' }>;

export interface HomeRequest {
  /** Below the configured address; starts with `/`. */
  readonly path: string;
  readonly body: unknown;
  readonly token: string;
  /** Milliseconds until the invocation ends; `Infinity` when unknown. */
  readonly remainingMs: number;
}

/** The breaker that all calls to the home go through. */
export const HOME_BREAKER = 'home-assistant';

const BREAKER_OPTIONS = { failureThreshold: 5, openMs: 10_000 } as const;

/**
 * Posts JSON to the home, through the breaker and inside the deadline, and answers its JSON. Throws `HomeFailure`,
 * nothing else.
 */
export async function postToHome(
  gateways: Pick<Gateways, 'http-client' | 'circuit-breaker'>,
  environment: Environment,
  settings: HomeSettingsOn,
  { path, body, token, remainingMs }: HomeRequest,
): Promise<unknown> {
  const startedAtMs = environment.invocations.current()?.startedAtMs ?? environment.clock.now();
  const limitMs = budgetMs(remainingMs, environment.clock.now() - startedAtMs);
  try {
    return await gateways['circuit-breaker'].operations.call({
      name: HOME_BREAKER,
      options: BREAKER_OPTIONS,
      isFailure: (error) => failureOfError(error).homeIsDown,
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
        return jsonOf(response);
      },
    });
  } catch (error) {
    throw failureOfError(error);
  }
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
