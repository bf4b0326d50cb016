import type { HttpResponse } from '@hearthgate/contracts';
import { createExtension } from '../../../src/index.ts';
import { OWN_TOKEN } from '../../bridge/support/messages.ts';
import { createParts, createTurn, type Home, response, type TestParts } from '../../bridge/support/parts.ts';

export const SKILL_ID = 'amzn1.ask.skill.00000000-0000-4000-8000-000000000000';
export const ADDRESS = { HOME_ASSISTANT_URL: 'https://home.example.com' };

export interface RequestOptions {
  readonly slots?: Readonly<Record<string, unknown>>;
  readonly locale?: string | undefined;
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** `null` for a person who has not linked an account. */
  readonly token?: string | null;
  readonly skillId?: string;
  /** Further members of `context.System`. */
  readonly system?: Readonly<Record<string, unknown>>;
}

type Members = Readonly<Record<string, unknown>>;

/** A request of any type, with the members that Alexa sends. */
export function request(type: string, more: Members = {}, options: RequestOptions = {}): Members {
  const { locale = 'en-US', attributes = {}, token = OWN_TOKEN, skillId = SKILL_ID, system = {} } = options;
  const application = { applicationId: skillId };
  const user = { userId: 'amzn1.ask.account.TEST', ...(token !== null && { accessToken: token }) };
  return {
    version: '1.0',
    session: { new: false, sessionId: 'amzn1.echo-api.session.test', application, user, attributes },
    context: { System: { application, user, device: { deviceId: 'amzn1.ask.device.TEST' }, ...system } },
    request: { type, requestId: 'amzn1.echo-api.request.test', timestamp: '2026-01-01T00:00:00Z', locale, ...more },
  };
}

/** An intent whose slots have the given values as they were spoken. */
export function intent(name: string, options: RequestOptions = {}): Members {
  const slots = Object.entries(options.slots ?? {}).map(([slot, value]) => [slot, { name: slot, value }]);
  return request('IntentRequest', { intent: { name, slots: Object.fromEntries(slots) } }, options);
}

/** What the home answers in a conversation. */
export function said(speech: string, more: Members = {}): HttpResponse {
  return response({
    response: {
      speech: { plain: { speech, extra_data: null } },
      card: {},
      language: 'en',
      response_type: 'action_done',
    },
    conversation_id: 'conversation-of-the-home',
    continue_conversation: false,
    ...more,
  });
}

// biome-ignore lint/suspicious/noExplicitAny: the tests look for what may not be there
type Loose = any;

export interface Asked extends TestParts {
  readonly answer: Loose;
  /** What was said, if anything. */
  readonly speech: string | undefined;
  readonly causes: readonly string[];
  /** Bodies that were sent to the home. */
  readonly bodies: readonly Loose[];
}

export interface AskOptions {
  readonly home?: Home;
  readonly variables?: Readonly<Record<string, string>>;
  readonly trusted?: boolean;
}

/** Sends a request to the skill. */
export async function ask(event: unknown, options: AskOptions = {}): Promise<Asked> {
  const { home = () => said('Turned on the light'), variables = ADDRESS, trusted = true } = options;
  const parts = createParts(home, variables);
  const turn = createTurn({ trusted });
  const answer: Loose = await createExtension(parts).skill(event, turn);
  const bodies = parts.requests.map(({ body }) => JSON.parse(String(body)));
  return { ...parts, answer, speech: answer.response.outputSpeech?.text, causes: turn.causes, bodies };
}
