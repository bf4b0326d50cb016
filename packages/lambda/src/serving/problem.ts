import type { AlexaErrorType, ErrorBody, ErrorCode } from '@hearthgate/contracts';
import { emptyResponse, skillResponse } from '../alexa/skill-response.ts';
import { errorMessage } from '../alexa/smart-home-message.ts';
import { httpAnswer } from '../http/http-answer.ts';
import { isRecord, member, textMember } from '../member.ts';
import type { Incoming } from './incoming.ts';

/** Why an event is answered by the gateway itself and not by a handler. */
export type ProblemCode = Extract<
  ErrorCode,
  | 'LAMBDA_UNKNOWN_EVENT'
  | 'LAMBDA_REQUEST_REFUSED'
  | 'LAMBDA_CALLER_REFUSED'
  | 'LAMBDA_NO_ROUTE'
  | 'LAMBDA_START_FAILED'
  | 'LAMBDA_HANDLER_FAILED'
  | 'LAMBDA_DEADLINE_EXCEEDED'
  | 'LAMBDA_IN_PROGRESS'
  | 'LAMBDA_KEY_REUSED'
  | 'LAMBDA_PROTECTED'
>;

export interface Problem {
  readonly code: ProblemCode;
  /** For whoever sent the event; tells nothing of the inside. */
  readonly message: string;
  /** For the log; absent where the answer says it all, as a 404 does. */
  readonly cause?: string | undefined;
  /** The methods that the path has, where only the method is wrong. */
  readonly allow?: string | undefined;
}

interface Manner {
  readonly errorType: AlexaErrorType;
  readonly status: number;
  readonly speech: string;
}

/**
 * BRIDGE_UNREACHABLE where what stands behind this function did not answer or is not there: that says nothing false of
 * the one device. INTERNAL_ERROR where the function itself failed.
 */
const manners: Readonly<Record<ProblemCode, Manner>> = {
  LAMBDA_UNKNOWN_EVENT: { errorType: 'INVALID_DIRECTIVE', status: 400, speech: 'Sorry, I did not understand that.' },
  LAMBDA_REQUEST_REFUSED: { errorType: 'INVALID_DIRECTIVE', status: 413, speech: 'Sorry, I cannot take that request.' },
  LAMBDA_CALLER_REFUSED: {
    errorType: 'INSUFFICIENT_PERMISSIONS',
    status: 403,
    speech: 'Sorry, this skill is not allowed to do that.',
  },
  LAMBDA_NO_ROUTE: { errorType: 'BRIDGE_UNREACHABLE', status: 404, speech: 'Sorry, nothing is set up for that yet.' },
  LAMBDA_START_FAILED: {
    errorType: 'INTERNAL_ERROR',
    status: 503,
    speech: 'Sorry, I could not get ready. Please try again later.',
  },
  LAMBDA_HANDLER_FAILED: { errorType: 'INTERNAL_ERROR', status: 500, speech: 'Sorry, something went wrong.' },
  LAMBDA_DEADLINE_EXCEEDED: {
    errorType: 'BRIDGE_UNREACHABLE',
    status: 504,
    speech: 'Sorry, that took too long. Please try again.',
  },
  LAMBDA_IN_PROGRESS: {
    errorType: 'ENDPOINT_BUSY',
    status: 409,
    speech: 'I am still working on that.',
  },
  LAMBDA_KEY_REUSED: { errorType: 'INVALID_DIRECTIVE', status: 422, speech: 'Sorry, I cannot take that request.' },
  LAMBDA_PROTECTED: {
    errorType: 'RATE_LIMIT_EXCEEDED',
    status: 503,
    speech: 'Sorry, that is switched off for now to save costs.',
  },
};

/** Requests that report something: Alexa refuses an answer with speech, or any content at all. */
const SILENT =
  /^(SessionEndedRequest$|(AudioPlayer|PlaybackController|System|AlexaSkillEvent|AlexaHouseholdListEvent|Reminders|Messaging)\.)/;

/** What is needed to make an answer. */
export interface AnswerMakers {
  readonly messageId: () => string;
  readonly errorBody: (problem: Problem) => ErrorBody;
}

/** A valid answer, in the form that the sender of the event understands. */
export function answerProblem(incoming: Incoming, problem: Problem, makers: AnswerMakers): unknown {
  const { errorType, status, speech } = manners[problem.code];
  switch (incoming.shape) {
    case 'smart-home':
      return errorMessage(incoming.event, errorType, problem.message, makers.messageId());
    case 'skill':
      return apologize(incoming.event, speech);
    case 'http':
      return httpAnswer({
        status: problem.allow === undefined ? status : 405,
        headers: problem.allow === undefined ? {} : { allow: problem.allow },
        body: makers.errorBody(problem),
      });
    default:
      return makers.errorBody(problem);
  }
}

/** Whether a custom-skill request takes no content as an answer. */
export function isSilent(event: unknown): boolean {
  return SILENT.test(textMember(event, 'request', 'type') ?? '');
}

function apologize(event: unknown, speech: string): unknown {
  if (isSilent(event)) return emptyResponse;
  if (member(event, 'request', 'type') !== 'CanFulfillIntentRequest') return skillResponse({ type: 'error', speech });
  const slots = member(event, 'request', 'intent', 'slots');
  const names = isRecord(slots) ? Object.keys(slots) : [];
  const refused = names.map((name) => [name, { canUnderstand: 'NO', canFulfill: 'NO' }]);
  return { version: '1.0', response: { canFulfillIntent: { canFulfill: 'NO', slots: Object.fromEntries(refused) } } };
}
