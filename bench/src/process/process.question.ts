import type { Question } from '../result.ts';
import { processAnswer } from './process-answer.ts';

/** Whole processes: cold start and memory. Takes most of an hour. */
export const question: Question = {
  title: 'Whole processes',
  peers: [
    '@middy/core',
    '@aws-lambda-powertools/logger',
    '@aws-lambda-powertools/metrics',
    '@aws-lambda-powertools/tracer',
    '@aws-lambda-powertools/event-handler',
    'undici',
    'ask-sdk-core',
  ],
  ask: (asking) => processAnswer(asking),
};
