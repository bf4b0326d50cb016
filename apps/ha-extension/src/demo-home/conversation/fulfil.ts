import { domainOf, type EntityState, nameOf, numberOf } from '../entity.ts';
import type { HomeState } from '../home-state.ts';
import { callService } from '../services/call-service.ts';
import { ServiceError } from '../services/service.ts';
import type { ServiceCall } from '../services/service-call.ts';
import type { AskedState, Intent, Language, Movement } from './intent.ts';
import { resolveName } from './recognize.ts';

/** Why a sentence led nowhere, in the words of the conversation API. */
export type IntentErrorCode = 'no_intent_match' | 'no_valid_targets' | 'failed_to_handle';

/** What became of a sentence. */
export type IntentResult =
  | {
      readonly type: 'action_done' | 'query_answer';
      readonly speech: string;
      readonly entities: readonly EntityState[];
    }
  | { readonly type: 'error'; readonly speech: string; readonly code: IntentErrorCode };

/** Services for the kinds that a movement makes sense for; a cover can be opened, a lock cannot. */
const MOVEMENTS: Readonly<Record<Movement, Readonly<Record<string, string>>>> = {
  lock: { lock: 'lock' },
  unlock: { lock: 'unlock' },
  open: { cover: 'open_cover' },
  close: { cover: 'close_cover' },
  activate: { scene: 'turn_on' },
};

/** The states of entities that count as what was asked; a window sensor is on when the window is open. */
const MEANINGS: Readonly<Record<AskedState, (entity: EntityState) => boolean>> = {
  on: (entity) => !['off', 'closed', 'locked', 'unlocked', 'unknown'].includes(entity.state),
  off: (entity) => entity.state === 'off',
  locked: (entity) => entity.state === 'locked',
  unlocked: (entity) => entity.state === 'unlocked',
  open: (entity) => entity.state === (domainOf(entity.entity_id) === 'binary_sensor' ? 'on' : 'open'),
  closed: (entity) => entity.state === (domainOf(entity.entity_id) === 'binary_sensor' ? 'off' : 'closed'),
};

/** Does what the intent says and finds the words for it. */
export function fulfil(home: HomeState, intent: Intent, language: Language): IntentResult {
  const { phrases } = language;
  switch (intent.kind) {
    case 'turn':
      return act(home, language, intent.name, turnCall(intent.to), (name) => phrases.turned(intent.to, name));
    case 'move':
      return act(home, language, intent.name, moveCall(intent.action), (name) => phrases.moved(intent.action, name));
    case 'level':
      return act(home, language, intent.name, levelCall(intent.percent), (name) => phrases.level(name, intent.percent));
    case 'target':
      return act(home, language, 'Thermostat', targetCall(intent.degrees), () => phrases.target(intent.degrees));
    case 'ask-temperature':
      return answerTemperature(home, language, intent.place);
    case 'ask-state': {
      const entities = resolveName(home, intent.name, language);
      if (entities.length === 0) return unknownName(language, intent.name);
      return answer(phrases.yesNo(entities.every(MEANINGS[intent.state])), entities);
    }
    case 'ask-lights': {
      const lights = home.all().filter((entity) => domainOf(entity.entity_id) === 'light');
      const matching = lights.filter(MEANINGS[intent.state]);
      const yes = intent.quantity === 'any' ? matching.length > 0 : matching.length === lights.length;
      return answer(phrases.yesNo(yes), matching);
    }
  }
}

/** The service for one entity, or `undefined` when its kind has none. */
type CallFor = (
  entity: EntityState,
) => (Omit<ServiceCall, 'data'> & { readonly data?: ServiceCall['data'] }) | undefined;

function act(
  home: HomeState,
  language: Language,
  name: string,
  callFor: CallFor,
  speech: (name: string) => string,
): IntentResult {
  const entities = resolveName(home, name, language);
  if (entities.length === 0) return unknownName(language, name);
  const spoken = entities.length === 1 && entities[0] !== undefined ? nameOf(entities[0]) : name;
  try {
    for (const entity of entities) {
      const call = callFor(entity);
      if (call === undefined) return failed(language, spoken);
      callService(home, { ...call, data: { ...call.data, entity_id: entity.entity_id } });
    }
  } catch (error) {
    if (error instanceof ServiceError) return failed(language, spoken);
    throw error;
  }
  return { type: 'action_done', speech: speech(spoken), entities };
}

function turnCall(to: 'on' | 'off'): CallFor {
  return ({ entity_id: entityId }) => {
    const domain = domainOf(entityId);
    if (domain === 'cover') return { domain, service: to === 'on' ? 'open_cover' : 'close_cover' };
    return { domain, service: `turn_${to}` };
  };
}

function moveCall(action: Movement): CallFor {
  return ({ entity_id: entityId }) => {
    const domain = domainOf(entityId);
    const service = MOVEMENTS[action][domain];
    return service === undefined ? undefined : { domain, service };
  };
}

function levelCall(percent: number): CallFor {
  return ({ entity_id: entityId }) => {
    const domain = domainOf(entityId);
    if (domain === 'light') return { domain, service: 'turn_on', data: { brightness_pct: percent } };
    if (domain === 'cover') return { domain, service: 'set_cover_position', data: { position: percent } };
    if (domain === 'media_player') return { domain, service: 'volume_set', data: { volume_level: percent / 100 } };
    return undefined;
  };
}

function targetCall(degrees: number): CallFor {
  return () => ({ domain: 'climate', service: 'set_temperature', data: { temperature: degrees } });
}

function answerTemperature(home: HomeState, language: Language, place: 'inside' | 'outside'): IntentResult {
  const entity = home.find(place === 'inside' ? 'climate.thermostat' : 'sensor.outdoor_temperature');
  const degrees = entity && (place === 'inside' ? numberOf(entity, 'current_temperature') : Number(entity.state));
  if (entity === undefined || degrees === undefined) return unknownName(language, place);
  return answer(language.phrases.temperature(degrees, place), [entity]);
}

function answer(speech: string, entities: readonly EntityState[]): IntentResult {
  return { type: 'query_answer', speech, entities };
}

function unknownName(language: Language, name: string): IntentResult {
  const bare = name.replace(language.article, '');
  return { type: 'error', code: 'no_valid_targets', speech: language.phrases.unknownName(bare) };
}

function failed(language: Language, name: string): IntentResult {
  return { type: 'error', code: 'failed_to_handle', speech: language.phrases.cannot(name) };
}
