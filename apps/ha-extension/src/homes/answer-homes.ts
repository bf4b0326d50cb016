import type { AlexaResponse } from '@hearthgate/contracts';
import { readAsked } from '../bridge/answer/asked.ts';
import { createNotes } from '../bridge/answer/notes.ts';
import { failureOfError } from '../bridge/classify.ts';
import { MAX_ENDPOINTS } from '../bridge/discovery/discovery-repair.ts';
import type { FailureKind } from '../bridge/failure.ts';
import { type JsonObject, member } from '../bridge/json.ts';
import { answerFailure, forwardDirective } from '../bridge/smart-home.ts';
import type { ExtensionState, Turn } from '../extension-parts.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';
import type { Homes } from '../settings/homes.ts';
import { answerOffline } from './answer-offline.ts';
import { homeOfEndpoint, isReachable, type ReachableHome, reachable } from './choose-home.ts';
import { withoutPrefix, withPrefix } from './endpoint-prefix.ts';

type Answer = JsonObject | AlexaResponse;

/**
 * Answers a directive for the home that it is for. One that is for no device goes to all of them: what they found is one
 * answer, and a grant belongs to the first that takes it.
 */
export async function answerHomes(parts: ExtensionState, homes: Homes, event: unknown, turn: Turn): Promise<Answer> {
  const forward = async (home: ReachableHome): Promise<Answer> => {
    const { endpointPrefix } = home;
    return withPrefix(await answerOf(parts, home, withoutPrefix(event, endpointPrefix), turn), endpointPrefix);
  };
  const ask = (home: ReachableHome) =>
    forward(home).catch((error) => answerFailure(parts, event, failureOfError(error), turn));
  try {
    const { kind, endpointId } = subjectOf(event);
    if (endpointId !== undefined) return await forward(homeOfEndpoint(homes, endpointId));
    const all = homes.filter(isReachable);
    if (all.length < 2) return await forward(reachable(all[0] ?? homes[0]));
    if (kind === 'Alexa.Discovery Discover') {
      return merged(parts, await Promise.all(all.map(async (home) => ownDevices(homes, home, await ask(home)))));
    }
    return await firstToTake(all.toSorted(byUseOfGrant), forward);
  } catch (error) {
    return answerFailure(parts, event, failureOfError(error), turn);
  }
}

async function answerOf(parts: ExtensionState, home: ReachableHome, event: unknown, turn: Turn): Promise<Answer> {
  if (home.state === 'on') return forwardDirective(parts, home, event, turn);
  return answerOffline(parts, home, event, turn);
}

function subjectOf(event: unknown): { readonly kind: string; readonly endpointId: string | undefined } {
  const { endpointId } = member(event, 'directive', 'endpoint');
  return { kind: readAsked(event).kind, endpointId: typeof endpointId === 'string' ? endpointId : undefined };
}

/** What one home found: devices whose directives will reach it, and others, whose ids another home has. */
interface Found {
  readonly answer: Answer;
  readonly own: readonly unknown[];
  readonly others: readonly unknown[];
}

/** A device that is shown for one home and whose directives go to another would open the wrong door. */
function ownDevices(homes: Homes, home: ReachableHome, answer: Answer): Found {
  const { endpoints } = member(answer, 'event', 'payload');
  const all: readonly unknown[] = Array.isArray(endpoints) ? endpoints : [];
  const isOwn = (endpoint: unknown) => homeOfEndpoint(homes, String(idOf(endpoint))) === home;
  return { answer, own: all.filter(isOwn), others: all.filter((endpoint) => !isOwn(endpoint)) };
}

function idOf(endpoint: unknown): unknown {
  return member(endpoint).endpointId;
}

/** The devices of all homes in one answer, as many as Alexa takes. */
function merged({ gateways }: ExtensionState, found: readonly Found[]): Answer {
  const answer = found[0]?.answer as JsonObject;
  const event = answer.event as JsonObject;
  const endpoints = found.flatMap(({ own }) => own);
  const notes = createNotes();
  for (const endpoint of found.flatMap(({ others }) => others)) {
    notes.add('endpoints of a home without HOME_ASSISTANT_ENDPOINT_PREFIX of its own', idOf(endpoint));
  }
  for (const endpoint of endpoints.slice(MAX_ENDPOINTS)) {
    notes.add(`endpoints beyond ${MAX_ENDPOINTS} of all homes`, idOf(endpoint));
  }
  const note = notes.text();
  if (note !== undefined) gateways.logging.operations.warning({ message: `Left out of what Alexa is shown: ${note}.` });
  return { ...answer, event: { ...event, payload: { endpoints: endpoints.slice(0, MAX_ENDPOINTS) } } };
}

/** A home in the mode `alexa` has a use for a grant; one that is asked directly takes it and forgets it. */
function byUseOfGrant(one: ReachableHome, other: ReachableHome): number {
  const rank = (home: ReachableHome) => (home.state === 'on' ? MODES_BY_USE.indexOf(home.mode) : MODES_BY_USE.length);
  return rank(one) - rank(other);
}

const MODES_BY_USE: readonly HomeSettingsOn['mode'][] = ['alexa', 'direct', 'diagnostics'];

/** After these the home has not used the code of a grant, which works once. */
const LEFT_UNUSED: ReadonlySet<FailureKind> = new Set([
  'breaker-open',
  'connect-refused',
  'connect-timeout',
  'dns-failed',
  'failsafe',
  'forbidden',
  'no-token',
  'not-found',
  'proxy-failed',
  'redirected',
  'strangers-refused',
  'tls-failed',
  'unauthorized',
  'url-refused',
]);

/** What the first home answers that has used the grant, whatever came of it; what the last one says when none has. */
async function firstToTake(
  [home, ...others]: readonly ReachableHome[],
  forward: (home: ReachableHome) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await forward(home as ReachableHome);
  } catch (error) {
    if (others.length === 0 || !LEFT_UNUSED.has(failureOfError(error).kind)) throw error;
    return firstToTake(others, forward);
  }
}
