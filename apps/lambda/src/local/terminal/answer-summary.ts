import type { InvocationOutcome } from '../invocation.ts';
import { type JsonView, viewJsonText } from './json-view.ts';
import { oneLine } from './printable.ts';

const MAX_SPEECH_CHARACTERS = 60;

/** What came back, in a few words, and whether it is good news. */
export interface AnswerSummary {
  readonly text: string;
  readonly ok: boolean;
}

export function summariseAnswer(outcome: InvocationOutcome): AnswerSummary {
  switch (outcome.kind) {
    case 'response':
      return summariseResponse(viewJsonText(outcome.payload));
    case 'function-error':
      return bad(`threw ${outcome.errorType}: ${outcome.errorMessage}`);
    case 'init-error':
      return bad(`did not start, ${outcome.errorType}: ${outcome.errorMessage}`);
    case 'timed-out':
      return bad(`timed out after ${(outcome.timeoutMs / 1000).toFixed(2)} s`);
    case 'runtime-exited':
      return bad(outcome.reason);
  }
}

function summariseResponse(answer: JsonView): AnswerSummary {
  return (
    smartHomeEvent(answer) ??
    customSkillReply(answer) ??
    httpReply(answer) ??
    batchReply(answer) ??
    failureReply(answer) ??
    otherReply(answer)
  );
}

/** `Response`, `StateReport`, `9 endpoints`, `ErrorResponse ENDPOINT_UNREACHABLE`. */
function smartHomeEvent(answer: JsonView): AnswerSummary | undefined {
  const event = answer.at('event');
  const name = event.at('header', 'name').text;
  if (name === undefined) return undefined;
  if (name === 'Discover.Response') {
    const count = event.at('payload', 'endpoints').list?.length ?? 0;
    return good(count === 1 ? '1 endpoint' : `${count} endpoints`);
  }
  if (name !== 'ErrorResponse') return good(name);
  return bad(`ErrorResponse ${event.at('payload', 'type').text ?? 'without a type'}`);
}

/** `speech "..."`, `card LinkAccount`. */
function customSkillReply(answer: JsonView): AnswerSummary | undefined {
  const response = answer.at('response');
  if (answer.at('version').text === undefined || response.keys === undefined) return undefined;
  const speech = response.at('outputSpeech', 'text').text ?? withoutTags(response.at('outputSpeech', 'ssml').text);
  const card = response.at('card', 'type').text;
  const canFulfill = response.at('canFulfillIntent', 'canFulfill').text;
  const parts = [
    speech === undefined ? undefined : `speech "${oneLine(speech, MAX_SPEECH_CHARACTERS)}"`,
    card === undefined ? undefined : `card ${card}`,
    canFulfill === undefined ? undefined : `can fulfill: ${canFulfill}`,
  ].filter((part) => part !== undefined);
  return good(parts.length === 0 ? 'empty reply' : parts.join(', '));
}

function httpReply(answer: JsonView): AnswerSummary | undefined {
  const status = answer.at('statusCode').number;
  if (status === undefined) return undefined;
  return status < 400 ? good(String(status)) : bad(String(status));
}

function batchReply(answer: JsonView): AnswerSummary | undefined {
  const failures = answer.at('batchItemFailures').list;
  if (failures === undefined) return undefined;
  return failures.length === 0 ? good('every record done') : bad(`${failures.length} failed`);
}

/** The standard response of an operation that failed: its code says it best. */
function failureReply(answer: JsonView): AnswerSummary | undefined {
  const code = answer.at('error', 'code').text;
  return answer.at('success').value === false && code !== undefined ? bad(code) : undefined;
}

function otherReply({ keys, list, value }: JsonView): AnswerSummary {
  if (keys !== undefined) return good(keys.length === 0 ? '{}' : `answer with ${keys.slice(0, 4).join(', ')}`);
  if (list !== undefined) return good(`a list of ${list.length}`);
  return good(value === null || value === undefined ? 'nothing' : `a ${typeof value}`);
}

function withoutTags(ssml: string | undefined): string | undefined {
  return ssml?.replace(/<[^>]*>/g, ' ');
}

function good(text: string): AnswerSummary {
  return { text, ok: true };
}

function bad(text: string): AnswerSummary {
  return { text, ok: false };
}
