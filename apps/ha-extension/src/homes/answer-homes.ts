import type { AlexaResponse } from '@hearthgate/contracts';
import { readAsked } from '../bridge/answer/asked.ts';
import { createNotes } from '../bridge/answer/notes.ts';
import { failureOfError } from '../bridge/classify.ts';
import { type JsonObject, member } from '../bridge/json.ts';
import { senderOf, withoutSenderToken } from '../bridge/sender.ts';
import { answerFailure, forwardDirective } from '../bridge/smart-home.ts';
import type { ExtensionState, Turn } from '../extension-parts.ts';
import type { Homes } from '../settings/homes.ts';
import { answerOffline } from './answer-offline.ts';
import { homeOfEndpoint, isReachable, type ReachableHome, reachable } from './choose-home.ts';
import { discoverAll, tellLeftOut } from './discover-all.ts';
import { withoutPrefix, withPrefix } from './endpoint-prefix.ts';
import { giveGrant } from './give-grant.ts';
import { openSenderHome } from './sender-home.ts';

type Answer = JsonObject | AlexaResponse;

const TOO_LONG = 'endpoints whose id is too long with HOME_ASSISTANT_ENDPOINT_PREFIX before it';

/**
 * Answers a directive for the home that it is for. One that is for no device goes to every home with a token of its own,
 * and with that of the sender to the one home that takes it: what they found is one answer, and a grant belongs to the first
 * that takes it.
 */
export function answerHomes(parts: ExtensionState, homes: Homes, event: unknown, turn: Turn): Promise<Answer> {
  const fail = (error: unknown): Answer => answerFailure(parts, event, failureOfError(error), turn);
  try {
    const { message, within } = homes.length > 1 ? withheld(parts, event, turn) : { message: event, within: turn };
    const forward = (home: ReachableHome): Promise<Answer> => forwardTo(home, parts, message, within);
    const endpointId = endpointOf(event);
    if (endpointId !== undefined) return forward(homeOfEndpoint(homes, endpointId)).catch(fail);
    const all = homes.filter(isReachable);
    if (all.length < 2) return forward(reachable(all[0] ?? homes[0])).catch(fail);
    const ask = async (home: ReachableHome) => forward(home);
    const asked = openSenderHome(parts, all, event, within).then((sender) =>
      readAsked(event).kind === 'Alexa.Discovery Discover'
        ? discoverAll(parts, homes, sender, ask, fail)
        : giveGrant(sender, ask),
    );
    return asked.catch(fail);
  } catch (error) {
    return Promise.resolve(fail(error));
  }
}

/**
 * The message as several homes may see it: the token in it is valid at one of them and none of the others' business. It is sent
 * in the header, to the home that is asked with it.
 */
function withheld(parts: ExtensionState, event: unknown, turn: Turn): { message: unknown; within: Turn } {
  return { message: withoutSenderToken(event), within: { ...turn, identity: senderOf(parts, event, turn) } };
}

/** What a home answers, with ids of devices as the home knows them on the way there and as Alexa knows them on the way back. */
function forwardTo(home: ReachableHome, parts: ExtensionState, message: unknown, turn: Turn): Promise<Answer> {
  const { endpointPrefix } = home;
  if (endpointPrefix === '') return answerOf(parts, home, message, turn);
  return answerOf(parts, home, withoutPrefix(message, endpointPrefix), turn).then((answer) => {
    const notes = createNotes();
    const shown = withPrefix(answer, endpointPrefix, (id) => notes.add(TOO_LONG, id));
    tellLeftOut(parts, notes);
    return shown;
  });
}

function answerOf(parts: ExtensionState, home: ReachableHome, event: unknown, turn: Turn): Promise<Answer> {
  if (home.state === 'on') return forwardDirective(parts, home, event, turn);
  return answerOffline(parts, home, event, turn);
}

function endpointOf(event: unknown): string | undefined {
  const { endpointId } = member(event, 'directive', 'endpoint');
  return typeof endpointId === 'string' ? endpointId : undefined;
}
