import { GatewayError } from '@hearthgate/kernel';
import { ownText } from './own-member.ts';
import type { Wish } from './policy.ts';

/**
 * What an Alexa request wants: `Alexa.LockController.Unlock` on an endpoint, or `IntentRequest.OpenGate`.
 *
 * @throws GatewayError `SECURITY_NOT_ALEXA`
 */
export function alexaAction(request: unknown): Pick<Wish, 'action' | 'resource'> {
  const namespace = ownText(request, 'directive', 'header', 'namespace');
  const name = ownText(request, 'directive', 'header', 'name');
  if (namespace !== undefined && name !== undefined) {
    const resource = ownText(request, 'directive', 'endpoint', 'endpointId');
    return { action: `${namespace}.${name}`, ...(resource === undefined ? {} : { resource }) };
  }
  const type = ownText(request, 'request', 'type');
  if (type !== undefined) {
    const intent = ownText(request, 'request', 'intent', 'name');
    return { action: intent === undefined ? type : `${type}.${intent}` };
  }
  const message = 'The request is none of Alexa: it has neither directive.header nor request.type.';
  throw new GatewayError('SECURITY_NOT_ALEXA', message);
}
