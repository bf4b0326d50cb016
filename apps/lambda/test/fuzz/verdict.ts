import { hasSharedData, schemaProblems } from '../support/alexa-schema.ts';
import { skillProblems } from '../support/skill-rules.ts';
import type { FuzzCase } from './fuzz-case.ts';
import { configuredSecrets, OWN_TOKEN, secrets } from './secrets.ts';

type Json = { readonly [name: string]: unknown };

/** What came of a case. */
export interface Outcome {
  readonly given: FuzzCase;
  readonly answer: unknown;
  readonly lines: readonly string[];
  /** What the home was sent as `authorization`. */
  readonly authorizations: readonly string[];
  /** By the clock of the world. */
  readonly tookMs: number;
}

export interface Verdict {
  /** For counting: what kind of answer it was. */
  readonly kind: string;
  /** What is wrong with it; nothing may be. */
  readonly problems: readonly string[];
}

/** Alexa waits no longer (developer.amazon.com, 8 seconds). */
const ALEXA_LIMIT_MS = 8_000;
/** Lambda's limit for an answer. */
const MAX_ANSWER_BYTES = 6 * 1_048_576;

/** Holds a case against everything that must hold for all of them. */
export function judge(outcome: Outcome): Verdict {
  const { given, tookMs } = outcome;
  const text = JSON.stringify(outcome.answer) ?? '';
  const { kind, problems } = judgeAnswer(given, text === '' ? undefined : JSON.parse(text));
  const limitMs = given.door === 'trigger' ? Math.min(ALEXA_LIMIT_MS, given.remainingMs) : given.remainingMs;
  return {
    kind,
    problems: [
      ...problems,
      ...(text.length > MAX_ANSWER_BYTES ? ['the answer is larger than Lambda sends'] : []),
      ...(tookMs > limitMs ? [`the answer took ${tookMs} ms of ${limitMs}`] : []),
      ...configuredSecrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} is in the answer`),
      ...judgeLines(outcome.lines, bringsToken(given.event) ? secrets : configuredSecrets),
      ...judgeTokens(outcome),
    ],
  };
}

/** The answer alone, as JSON carries it. */
export function judgeAnswer(given: Pick<FuzzCase, 'door' | 'event' | 'remainingMs'>, answer: unknown): Verdict {
  if (given.door === 'trigger') {
    const kind = kindOfEvent(given.event);
    if (kind === 'directive') return judgeMessage(given.event, answer);
    if (kind === 'skill') return judgeSkill(given.event, answer);
    return { kind: 'no message', problems: isObject(answer) ? [] : ['an event that is none got no object'] };
  }
  const { statusCode, body } = object(answer);
  if (typeof statusCode !== 'number' || typeof body !== 'string') return wrong('no HTTP answer');
  const content = JSON.parse(body);
  // With less than a second left the guard of the function may be faster than the home's own deadline.
  const mayFail = statusCode === 504 && given.remainingMs < 1_000;
  if (statusCode !== 200) {
    return { kind: `HTTP ${statusCode}`, problems: statusCode < 500 || mayFail ? [] : [`status ${statusCode}`] };
  }
  // It is read all the same where it can be, which is for whoever reads it to know.
  if (given.door === 'garbled http')
    return { kind: 'HTTP 200, garbled', problems: isObject(content) ? [] : ['no message'] };
  const { directive } = object(given.event);
  return typeof directive === 'object' && directive !== null
    ? judgeMessage(given.event, content)
    : judgeSkill(given.event, content);
}

/** As the rules of AWS's triggers have it; what is neither gets an answer that nobody but people reads. */
function kindOfEvent(event: unknown): 'directive' | 'skill' | 'none' {
  const { directive, request, version, session, context } = object(event);
  if (isObject(object(directive).header)) return 'directive';
  const { type } = object(request);
  if (typeof type !== 'string' || type === '') return 'none';
  const hasVersion = typeof version === 'string' && version !== '';
  return hasVersion || isObject(session) || isObject(object(context).System) ? 'skill' : 'none';
}

function judgeMessage(event: unknown, answer: unknown): Verdict {
  const message = object(object(answer).event);
  const { namespace, name, payloadVersion, correlationToken, messageId } = object(message.header);
  const payload = object(message.payload);
  const own = object(object(object(event).directive).header).correlationToken;
  const problems: string[] = [];
  if (payloadVersion !== '3') problems.push('payloadVersion is not 3');
  if (typeof messageId !== 'string' || messageId === '') problems.push('there is no messageId');
  if (correlationToken !== undefined && correlationToken !== own) problems.push('the correlation token is another');
  const mustEcho = typeof own === 'string' && own !== '' && name !== 'Discover.Response';
  if (mustEcho && correlationToken !== own) problems.push('the correlation token is missing');
  if (bringsToken(event) && String(payload.message).includes(OWN_TOKEN))
    problems.push('the message of the error holds the token');
  if (hasSharedData)
    problems.push(
      ...schemaProblems(comparable(answer))
        .slice(0, 3)
        .map((problem) => `schema: ${problem}`),
    );
  const { endpoints, type } = payload;
  const found = Array.isArray(endpoints) ? ` ${endpoints.length > 0 ? 'with' : 'without'} devices` : '';
  const error = name === 'ErrorResponse' ? ` ${type}` : '';
  return { kind: `${String(namespace).replace(/^Alexa\./, '')} ${name}${found}${error}`, problems };
}

/** Whether the token stands where tokens do: elsewhere it is a text like any other, which the home may quote to its sender. */
function bringsToken(event: unknown): boolean {
  const { directive, session, context } = object(event);
  const { endpoint, payload } = object(directive);
  const scopes = [object(endpoint).scope, object(payload).scope, object(payload).grantee];
  const users = [object(session).user, object(object(context).System).user];
  const tokens = [...scopes.map((scope) => object(scope).token), ...users.map((user) => object(user).accessToken)];
  return tokens.includes(OWN_TOKEN);
}

/** Ajv compares objects by their own `toString` and `valueOf` where they have one, which in a message is a text. */
function comparable(answer: unknown): unknown {
  const text = JSON.stringify(answer) ?? 'null';
  if (!text.includes('"toString":') && !text.includes('"valueOf":')) return answer;
  return JSON.parse(text.replaceAll(/"(toString|valueOf)":/g, '"$1_":'));
}

function judgeSkill(event: unknown, answer: unknown): Verdict {
  const { type } = object(object(event).request);
  const problems = [...skillProblems(typeof type === 'string' ? type : '', answer)];
  const response = object(object(answer).response);
  const speech = object(response.outputSpeech);
  if (bringsToken(event) && `${speech.text}${speech.ssml}`.includes(OWN_TOKEN))
    problems.push('the speech holds the token');
  const said = response.outputSpeech === undefined ? 'silence' : 'speech';
  const more = ['card', 'reprompt', 'canFulfillIntent'].filter((name) => response[name] !== undefined);
  return { kind: ['skill:', said, ...more].join(' '), problems };
}

/** Every line is JSON; of an invocation there is one closing line and one metrics document. */
function judgeLines(lines: readonly string[], hidden: readonly string[]): readonly string[] {
  const problems: string[] = [];
  let closing = 0;
  let documents = 0;
  for (const line of lines) {
    const held = hidden.find((secret) => line.includes(secret));
    if (held !== undefined) problems.push(`${held} is in a line: ${line.slice(0, 1_500)}`);
    const read = parsed(line);
    const { event, _aws } = object(read);
    if (event === 'invocation') closing += 1;
    if (_aws !== undefined) documents += 1;
    if (read === undefined) problems.push(`a line is no JSON: ${line.slice(0, 300)}`);
  }
  if (closing !== 1) problems.push(`${closing} closing lines`);
  if (documents !== 1) problems.push(`${documents} metrics documents`);
  return problems;
}

/** The configured token is not for senders for whom nobody vouches. */
function judgeTokens({ given, authorizations }: Outcome): readonly string[] {
  const isLent = authorizations.some((sent) => configuredSecrets.some((secret) => sent.includes(secret)));
  return given.door !== 'trigger' && isLent ? ['a stranger was lent the configured token'] : [];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function wrong(problem: string): Verdict {
  return { kind: 'wrong', problems: [problem] };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(value: unknown): Json {
  return isObject(value) ? value : {};
}
