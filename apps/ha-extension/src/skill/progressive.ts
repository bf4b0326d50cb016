import { GatewayError } from '@hearthgate/kernel';
import { spentMs } from '../bridge/deadline.ts';
import { isObject, member } from '../bridge/json.ts';
import type { ExtensionParts, Turn } from '../extension-parts.ts';

/** For the whole of it: later than that, the home has answered or Alexa has given up. */
const LIMIT_MS = 1_500;

/**
 * Alexa's own API, in North America, Europe and the Far East: `api.amazonalexa.com`, `api.eu.…`, `api.fe.…`. The reference
 * of the progressive response names `api.fe.amazon.com` for the last.
 */
const ALEXA_API = /^(?:api(?:\.[a-z]{2,3})?\.amazonalexa\.com|api\.fe\.amazon\.com)$/;
/** Visible ASCII: all that a header can carry. */
const TOKEN = /^[!-~]{1,8000}$/;
const REQUEST_ID = /^[!-~]{1,250}$/;

/** What Alexa is told to say before the answer, where, and with whose permission. */
export interface ProgressiveSpeech {
  readonly url: string;
  readonly apiAccessToken: string;
  readonly requestId: string;
  readonly phrase: string;
}

/** Where directives go: never to a host that is not Amazon's, whatever the message says. */
export function directivesUrl(apiEndpoint: unknown): string | undefined {
  const url = typeof apiEndpoint === 'string' ? URL.parse(apiEndpoint) : null;
  const isAlexa = url?.protocol === 'https:' && url.port === '' && ALEXA_API.test(url.hostname);
  return isAlexa ? `https://${url.hostname}/v1/directives` : undefined;
}

/** What can be said meanwhile; nothing outside a session, and nothing for a sender for whom nobody vouches. */
export function progressiveSpeech(event: unknown, turn: Turn, phrase: string): ProgressiveSpeech | undefined {
  const { apiEndpoint, apiAccessToken } = member(event, 'context', 'System');
  const { requestId } = member(event, 'request');
  const url = directivesUrl(apiEndpoint);
  if (!turn.trusted || !isObject(event) || !isObject(event.session) || url === undefined) return undefined;
  if (typeof apiAccessToken !== 'string' || !TOKEN.test(apiAccessToken)) return undefined;
  if (typeof requestId !== 'string' || !REQUEST_ID.test(requestId)) return undefined;
  return { url, apiAccessToken, requestId, phrase };
}

/**
 * Has Alexa say that it takes a moment, once, when the invocation is older than the given time, unless the answer that
 * comes first ends it. What goes wrong with it is a line in the log.
 *
 * @returns ends it; nothing of it goes on afterwards
 */
export function speakMeanwhile(
  parts: ExtensionParts,
  speech: ProgressiveSpeech | undefined,
  afterMs: number | undefined,
): () => void {
  if (speech === undefined || afterMs === undefined) return () => undefined;
  const ended = new AbortController();
  const { environment } = parts;
  const cancel = environment.clock.after(
    Math.max(0, afterMs - spentMs(environment)),
    () => void send(parts, speech, ended.signal),
  );
  return () => {
    cancel();
    ended.abort();
  };
}

/** Never throws: nobody waits for it. */
async function send({ gateways, environment }: ExtensionParts, speech: ProgressiveSpeech, signal: AbortSignal) {
  const { url, apiAccessToken, requestId, phrase } = speech;
  let seen: string;
  try {
    const { status } = await gateways['http-client'].operations.makeRequest({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${apiAccessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        header: { requestId },
        directive: { type: 'VoicePlayer.Speak', speech: `<speak>${phrase}</speak>` },
      }),
      deadlineAtMs: environment.clock.now() + LIMIT_MS,
      timeouts: { connectMs: LIMIT_MS, headersMs: LIMIT_MS, bodyMs: LIMIT_MS, totalMs: LIMIT_MS },
      maxResponseBytes: 16_384,
      maxRedirects: 0,
      retries: 0,
      signal,
    });
    if (status < 300) return;
    seen = `status ${status}`;
  } catch (error) {
    if (signal.aborted) return;
    seen = error instanceof GatewayError ? error.code : 'an unforeseen error';
  }
  const message = `Alexa did not take the words for the wait (${seen}); the answer itself follows as ever. HOME_ASSISTANT_PROGRESSIVE=off does without them.`;
  gateways.logging.operations.warning({ message });
}
