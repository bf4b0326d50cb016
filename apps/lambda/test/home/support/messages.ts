import { directive } from '../../support/directives.ts';
import type { Loose } from './function-at-home.ts';

/** A directive to a capability that may be one of several of its kind. */
export function toInstance(capability: Loose, name: string, payload: object, endpointId: string): object {
  const event: Loose = directive(capability.interface, name, payload, endpointId);
  if (capability.instance !== undefined) event.directive.header.instance = capability.instance;
  return event;
}

/** The same message from somebody with this token. */
export function withToken(event: Loose, token: string): object {
  const { endpoint, payload } = event.directive;
  const scope = { type: 'BearerToken', token };
  const carrier = endpoint === undefined ? { payload: { ...payload, scope } } : { endpoint: { ...endpoint, scope } };
  return { directive: { ...event.directive, ...carrier } };
}

export function discover(): object {
  return directive('Alexa.Discovery', 'Discover');
}

/** Account linking: the grant for state reports. */
export function acceptGrant(code: string): object {
  const { header }: Loose = (directive('Alexa.Authorization', 'AcceptGrant') as Loose).directive;
  const { correlationToken: _, ...plain } = header;
  const grantee = { type: 'BearerToken', token: 'grantee' };
  return { directive: { header: plain, payload: { grant: { type: 'OAuth2.AuthorizationCode', code }, grantee } } };
}

/** Namespace and name of an answer. */
export function kindOf(answer: Loose): string {
  return `${answer.event.header.namespace} ${answer.event.header.name}`;
}
