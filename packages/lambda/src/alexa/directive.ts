import { isRecord, member, textMember } from '../member.ts';

/** What Amazon's message schema accepts as an endpoint id. */
const ENDPOINT_ID = /^[a-zA-Z0-9_\-=#;:?@&]{1,256}$/;

/** What an answer has to know of a Smart Home directive. Nothing of it is secret. */
export interface DirectiveFacts {
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly payloadVersion?: string | undefined;
  readonly correlationToken?: string | undefined;
  readonly endpointId?: string | undefined;
}

/** Reads a directive, alone or in its event. What is missing, empty or invalid is left out. */
export function readDirective(value: unknown): DirectiveFacts {
  const wrapped = member(value, 'directive');
  const directive = isRecord(wrapped) ? wrapped : value;
  const endpointId = textMember(directive, 'endpoint', 'endpointId');
  return {
    namespace: textMember(directive, 'header', 'namespace'),
    name: textMember(directive, 'header', 'name'),
    payloadVersion: textMember(directive, 'header', 'payloadVersion'),
    correlationToken: textMember(directive, 'header', 'correlationToken'),
    endpointId: endpointId !== undefined && ENDPOINT_ID.test(endpointId) ? endpointId : undefined,
  };
}
