import type { AlexaIdentity } from '@hearthgate/contracts';
import type { ExtensionParts, Turn } from '../extension-parts.ts';
import { isObject, member } from './json.ts';

/** Who a message is from, read from it where nobody has read it yet. */
export function senderOf({ gateways }: ExtensionParts, event: unknown, { identity }: Turn): AlexaIdentity {
  return identity ?? gateways.security.operations.authenticateAlexa({ request: event });
}

/**
 * A message without the token of its sender. Alexa puts it into the scope of the endpoint or of the payload, and into the
 * grantee of a grant; Home Assistant reads none of them, it takes the header (homeassistant/components/alexa/smart_home.py).
 */
export function withoutSenderToken(message: unknown): unknown {
  if (!isObject(message) || !isObject(message.directive)) return message;
  const { directive } = message;
  const { scope: _ofEndpoint, ...endpoint } = member(directive, 'endpoint');
  const { scope: _ofPayload, grantee: _ofGrant, ...payload } = member(directive, 'payload');
  return {
    ...message,
    directive: {
      ...directive,
      ...(isObject(directive.endpoint) && { endpoint }),
      ...(isObject(directive.payload) && { payload }),
    },
  };
}
