import type { JsonObject } from '../../../src/demo-home/index.ts';
import type { Answer, Demo } from './demo.ts';

/** The token that the directives of these tests carry. */
export const ALEXA_TOKEN = 'token-of-the-linked-user';
/** Their correlation token. */
export const CORRELATION_TOKEN = 'dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==';

/** A directive for an endpoint; `instance` goes into the header. */
export function directiveFor(
  entityId: string,
  namespace: string,
  name: string,
  payload: JsonObject = {},
  instance?: string,
): JsonObject {
  return {
    directive: {
      header: { ...header(namespace, name), correlationToken: CORRELATION_TOKEN, instance },
      endpoint: {
        scope: { type: 'BearerToken', token: ALEXA_TOKEN },
        endpointId: entityId.replaceAll('.', '#'),
        cookie: {},
      },
      payload,
    },
  };
}

/** A directive that names no endpoint, such as `Discover`; these carry no correlation token. */
export function directiveForHome(namespace: string, name: string, payload: JsonObject): JsonObject {
  return { directive: { header: header(namespace, name), payload } };
}

/** The discovery directive. */
export const DISCOVER: JsonObject = directiveForHome('Alexa.Discovery', 'Discover', {
  scope: { type: 'BearerToken', token: ALEXA_TOKEN },
});

/** Sends a directive to the demo home. */
export function sendDirective(demo: Demo, directive: JsonObject): Promise<Answer> {
  return demo.post('/api/alexa/smart_home', directive);
}

/** Sends a directive for an endpoint and answers the message. */
export async function command(demo: Demo, ...directive: Parameters<typeof directiveFor>): Promise<Answer['body']> {
  const answer = await sendDirective(demo, directiveFor(...directive));
  if (answer.status !== 200) throw new Error(`The demo home answered ${answer.status}.`);
  return answer.body;
}

/** The value of a property in a message's context. */
export function propertyIn(message: Answer['body'], name: string): unknown {
  const found = message.context.properties.find((property: { name: string }) => property.name === name);
  return found?.value;
}

function header(namespace: string, name: string): JsonObject {
  return { namespace, name, payloadVersion: '3', messageId: '1bd5d003-31b9-476f-ad03-71d471922820' };
}
