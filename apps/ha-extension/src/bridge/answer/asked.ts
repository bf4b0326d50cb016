import { member } from '../json.ts';
import { matching } from './rule.ts';

/** What an answer has to know of its directive. */
export interface Asked {
  /** Namespace and name, with a space between; what is no text is not taken for one. */
  readonly kind: string;
  readonly correlationToken: string | undefined;
  readonly endpointId: string | undefined;
}

/** What Amazon's schema takes as an endpoint id. */
export const isEndpointId: (value: unknown) => boolean = matching(/^[a-zA-Z0-9_\-=#;:?@&]{1,256}$/);

/** Reads the directive out of its event. An id or token that may not be echoed is left out. */
export function readAsked(event: unknown): Asked {
  const directive = member(event, 'directive');
  const header = member(directive.header);
  const { correlationToken } = header;
  const { endpointId } = member(directive.endpoint);
  return {
    kind: `${textOf(header.namespace)} ${textOf(header.name)}`,
    correlationToken: typeof correlationToken === 'string' && correlationToken !== '' ? correlationToken : undefined,
    endpointId: isEndpointId(endpointId) ? (endpointId as string) : undefined,
  };
}

/** `['Alexa.Discovery']` would read like the text in it. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
