import { HomeFailure } from '../bridge/failure.ts';
import type { HomeRequest } from '../bridge/home-client.ts';
import { type JsonObject, member } from '../bridge/json.ts';
import type { ExtensionParts, Turn } from '../extension-parts.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';

const ENTITY_ID = 'switch.bridge_test';
const FRIENDLY_NAME = 'Bridge test';
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['/api/services/switch/turn_on', 'on'],
  ['/api/services/switch/turn_off', 'off'],
]);

/**
 * A home of one switch that stands in for the real one in the mode `diagnostics`, so that the way from Alexa to here and back
 * can be tried while there is no Home Assistant, or it is not trusted yet. It answers what is asked of a home in the mode
 * `direct`, and a conversation with the sentence that it was told. It needs no token; whether one came is in the log.
 */
export async function askVirtualHome(
  { gateways }: ExtensionParts,
  { name, token }: Pick<HomeSettingsOn, 'name' | 'token'>,
  { trusted }: Pick<Turn, 'trusted'>,
  { method = 'POST', path, body, ownToken }: Pick<HomeRequest, 'method' | 'path' | 'body' | 'ownToken'>,
): Promise<unknown> {
  const { cache, logging } = gateways;
  const own = ownToken === undefined ? 'no token' : 'a token';
  const configured = token === undefined ? 'none is configured' : 'one is configured';
  logging.operations.info({
    message: `The bridge itself answered ${method} ${path}, as the mode is diagnostics. The message brought ${own}; ${configured}.`,
  });
  const key = `home-assistant diagnostics ${name} ${trusted}`;
  if (path === '/api/conversation/process') return spoken(member({ body }, 'body'));
  const state = SERVICES.get(path);
  if (state !== undefined) {
    await cache.operations.set({ key, value: state });
    return [entity(state)];
  }
  const kept = await cache.operations.get<string>({ key });
  if (path === '/api/states') return [entity(kept?.value ?? 'off')];
  if (path === `/api/states/${ENTITY_ID}`) return entity(kept?.value ?? 'off');
  throw new HomeFailure('not-found', path.startsWith('/api/states/') ? 'the home of the bridge has one switch' : path);
}

function entity(state: string): JsonObject {
  return { entity_id: ENTITY_ID, state, attributes: { friendly_name: FRIENDLY_NAME } };
}

/** No words but those of the sentence, as the answer is spoken in whatever language the device has. */
function spoken({ text, language, conversation_id }: JsonObject): JsonObject {
  return {
    response: { speech: { plain: { speech: `Hearthgate, ${language}: ${text}` } } },
    ...(typeof conversation_id === 'string' && { conversation_id }),
  };
}
