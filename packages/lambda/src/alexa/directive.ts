import { isRecord, own, ownText } from '../member.ts';

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
  const wrapped = own(value, 'directive');
  const directive = isRecord(wrapped) ? wrapped : value;
  const header = own(directive, 'header');
  const endpointId = ownText(own(directive, 'endpoint'), 'endpointId');
  return {
    namespace: ownText(header, 'namespace'),
    name: ownText(header, 'name'),
    payloadVersion: ownText(header, 'payloadVersion'),
    correlationToken: ownText(header, 'correlationToken'),
    endpointId: endpointId !== undefined && ENDPOINT_ID.test(endpointId) ? endpointId : undefined,
  };
}
