import type { AlexaResponse } from '@hearthgate/contracts';
import { failureOfError } from '../bridge/classify.ts';
import { MAX_ENDPOINTS } from '../bridge/discovery/discovery-repair.ts';
import { HomeFailure } from '../bridge/failure.ts';
import { type JsonObject, member } from '../bridge/json.ts';
import { answerDirective, answerFailure } from '../bridge/smart-home.ts';
import type { ExtensionState, Turn } from '../extension-parts.ts';
import type { Homes } from '../settings/homes.ts';
import { homeOfEndpoint, isReachable, type ReachableHome, reachable } from './choose-home.ts';
import { withoutPrefix, withPrefix } from './endpoint-prefix.ts';

type Answer = JsonObject | AlexaResponse;

/**
 * Answers a directive for the home that it is for. One that is for no device goes to all of them: what they found is one
 * answer, and a grant belongs to the first that takes it, as its code can be used once.
 */
export async function answerHomes(parts: ExtensionState, homes: Homes, event: unknown, turn: Turn): Promise<Answer> {
  const ask = async (home: ReachableHome): Promise<Answer> => {
    const { endpointPrefix } = home;
    return withPrefix(await answerOf(parts, home, withoutPrefix(event, endpointPrefix), turn), endpointPrefix);
  };
  try {
    const { kind, endpointId } = subjectOf(event);
    if (endpointId !== undefined) return await ask(homeOfEndpoint(homes, endpointId));
    const all = homes.filter(isReachable);
    if (all.length < 2) return await ask(reachable(all[0] ?? homes[0]));
    if (kind === 'Alexa.Discovery Discover') return merged(await Promise.all(all.map(ask)));
    return await firstGood(all, ask);
  } catch (error) {
    return answerFailure(parts, event, failureOfError(error), turn);
  }
}

async function answerOf(parts: ExtensionState, home: ReachableHome, event: unknown, turn: Turn): Promise<Answer> {
  if (home.state === 'on') return answerDirective(parts, home, event, turn);
  return answerFailure(parts, event, new HomeFailure('failsafe'), turn);
}

function subjectOf(event: unknown): { readonly kind: string; readonly endpointId: string | undefined } {
  const { namespace, name } = member(event, 'directive', 'header');
  const { endpointId } = member(event, 'directive', 'endpoint');
  return { kind: `${namespace} ${name}`, endpointId: typeof endpointId === 'string' ? endpointId : undefined };
}

/** The devices of all homes in one answer, as many as Alexa takes. */
function merged([first, ...others]: readonly Answer[]): Answer {
  const endpointsOf = (answer: unknown): readonly unknown[] => {
    const { endpoints } = member(answer, 'event', 'payload');
    return Array.isArray(endpoints) ? endpoints : [];
  };
  const answer = first as JsonObject;
  const event = answer.event as JsonObject;
  const endpoints = [first, ...others].flatMap(endpointsOf).slice(0, MAX_ENDPOINTS);
  return { ...answer, event: { ...event, payload: { endpoints } } };
}

async function firstGood(
  [home, ...others]: readonly ReachableHome[],
  ask: (home: ReachableHome) => Promise<Answer>,
): Promise<Answer> {
  const answer = await ask(home as ReachableHome);
  return others.length > 0 && isError(answer) ? firstGood(others, ask) : answer;
}

function isError(answer: unknown): boolean {
  return member(answer, 'event', 'header').name === 'ErrorResponse';
}
