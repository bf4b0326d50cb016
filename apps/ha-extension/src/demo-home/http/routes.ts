import { conversationFault, processSentence } from '../conversation/process-sentence.ts';
import { HOME_CONFIG } from '../home-config.ts';
import type { HomeState } from '../home-state.ts';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import { callService } from '../services/call-service.ts';
import { ServiceError } from '../services/service.ts';
import { parseDirective } from '../smart-home/directive.ts';
import { handleDirective } from '../smart-home/handle-directive.ts';
import type { Quirks } from '../smart-home/quirks.ts';
import { failureReply, type HttpReply, jsonReply, messageReply, plainReply } from './http-reply.ts';

/** What a view works on. */
export interface ViewCall {
  readonly home: HomeState;
  readonly quirks: Quirks;
  /** The variable parts of the path, decoded. */
  readonly parts: readonly string[];
  readonly body: string;
}

/** One address and the method it answers to. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** Whether it needs no token. */
  readonly isOpen?: true;
  readonly view: (call: ViewCall) => HttpReply;
}

/** The addresses of Home Assistant that the bridge uses. The slash after `/api` belongs to the address. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/api\/$/, view: () => messageReply('API running.') },
  { method: 'GET', path: /^\/api\/config$/, view: () => jsonReply(HOME_CONFIG) },
  { method: 'GET', path: /^\/api\/states$/, view: ({ home }) => jsonReply(home.all().map(toJson)) },
  { method: 'GET', path: /^\/api\/states\/([^/]+)$/, view: viewState },
  { method: 'POST', path: /^\/api\/services\/([^/]+)\/([^/]+)$/, view: viewService },
  { method: 'POST', path: /^\/api\/conversation\/process$/, view: viewConversation },
  { method: 'POST', path: /^\/api\/alexa\/smart_home$/, view: viewSmartHome },
];

function viewState({ home, parts: [entityId = ''] }: ViewCall): HttpReply {
  const entity = home.find(entityId);
  return entity === undefined ? messageReply('Entity not found.', 404) : jsonReply(toJson(entity));
}

function viewService({ home, parts: [domain = '', service = ''], body }: ViewCall): HttpReply {
  const data = body === '' ? {} : parseJson(body);
  if (data === undefined) return messageReply('Data should be valid JSON.', 400);
  if (!isJsonObject(data)) return plainReply(400);
  try {
    return jsonReply(callService(home, { domain, service, data }).map(toJson));
  } catch (error) {
    if (error instanceof ServiceError) return plainReply(400);
    throw error;
  }
}

function viewConversation({ home, body }: ViewCall): HttpReply {
  const message = parseJson(body);
  if (message === undefined) return messageReply('Invalid JSON.', 400);
  const fault = conversationFault(message);
  if (fault !== undefined || !isJsonObject(message)) return messageReply(`Message format incorrect: ${fault}`, 400);
  return jsonReply(processSentence(home, message));
}

function viewSmartHome({ home, quirks, body }: ViewCall): HttpReply {
  const directive = parseDirective(parseJson(body));
  return directive === undefined ? failureReply() : jsonReply(handleDirective(home, directive, quirks));
}

/** Interfaces have no index signature; a shallow copy has. */
function toJson(value: object): JsonObject {
  return { ...value } as JsonObject;
}
