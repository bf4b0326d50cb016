import { HomeFailure } from '../bridge/failure.ts';
import { type JsonObject, member } from '../bridge/json.ts';
import { type DirectHome, isDirect } from '../direct/direct-home.ts';
import type { ExtensionState, Turn } from '../extension-parts.ts';
import type { Answer } from './ask.ts';
import type { Examination } from './examination.ts';

/** The directive with which Alexa looks for devices. It changes nothing, and only this one is sent. */
export function discoverEvent(token: string): JsonObject {
  const header = {
    namespace: 'Alexa.Discovery',
    name: 'Discover',
    payloadVersion: '3',
    messageId: 'hearthgate-doctor',
  };
  return { directive: { header, payload: { scope: { type: 'BearerToken', token } } } };
}

/** Asks for all devices as the bridge does in its mode. */
export async function askForDevices(home: Examination, event: JsonObject): Promise<Answer> {
  const { settings, environment } = home;
  if (!isDirect(settings)) return home.ask({ path: '/api/alexa/smart_home', body: event, withToken: true });
  const states = await home.ask({ path: '/api/states', withToken: true });
  if (states.failure !== undefined || !Array.isArray(states.json)) return states;
  const startedAt = environment.clock.elapsed();
  const ended = () => ({
    durationMs: Math.round(environment.clock.elapsed() - startedAt),
    receivedAtMs: environment.clock.now(),
  });
  try {
    const { answerDirect } = await import('../direct/answer-direct.ts');
    const json = await answerDirect(stateFor(home), withOwnBreaker(settings), turnFor(home), {
      event,
      ownToken: undefined,
    });
    return { ...ended(), json };
  } catch (error) {
    return {
      ...ended(),
      failure: error instanceof HomeFailure ? error : new HomeFailure('unexpected', undefined, { cause: error }),
    };
  }
}

/** The entities that the home's registry lists for Alexa's sake, over the websocket; undefined when it lists none. */
export async function askRegistry(home: Examination, settings: DirectHome): Promise<readonly unknown[] | undefined> {
  const [{ createHomeDoor }, { COMMANDS }] = await Promise.all([
    import('../direct/home-door.ts'),
    import('../direct/registry/members.ts'),
  ]);
  const door = createHomeDoor(stateFor(home), withOwnBreaker(settings), turnFor(home), { ownToken: undefined });
  const [listed] = await door.command([COMMANDS.entities]);
  const { entities } = member(listed);
  return Array.isArray(entities) ? entities : undefined;
}

/** A name of its own gives it a breaker of its own. */
function withOwnBreaker(settings: DirectHome): DirectHome {
  return { ...settings, name: `${settings.name} doctor`.trim() };
}

function stateFor({ gateways, environment }: Examination): ExtensionState {
  const gate = { check() {}, accepted() {}, refused() {} };
  const refused = { has: () => false, add() {} };
  return {
    gateways,
    environment,
    strangers: () => gate,
    refusedTokens: () => refused,
    renewedSettings: async () => undefined,
  };
}

function turnFor({ remainingMs }: Examination): Turn {
  return { remainingMs, noteCause() {}, trusted: true };
}
