import { compare } from '../../measure/compare.ts';
import type { Question } from '../../result.ts';
import { lambdaContext } from './events.ts';
import { WHOLE_INVOCATIONS } from './sampling.ts';
import { isDone, turnOn, turnOnAnswer } from './smart-home.ts';
import { wholeFunction } from './whole-function.ts';
import { directiveWithMiddy } from './with-middy.ts';

/** A directive without the network: from the event to the answer, with the closing log line and one EMF document. */
export const question: Question = {
  title: 'A whole directive',
  peers: ['@middy/core', '@aws-lambda-powertools/logger', '@aws-lambda-powertools/metrics'],
  async ask(asking) {
    const context = lambdaContext();
    const event = turnOn('light#kitchen');
    const { eventHandler } = wholeFunction(() => turnOnAnswer).gateways.lambda.operations;
    const peer = directiveWithMiddy();
    const comparison = {
      id: 'invocation-smart-home',
      title: 'A whole Smart Home invocation without the network',
      reference: 'hearthgate',
      ...WHOLE_INVOCATIONS,
      tasks: [
        { name: 'hearthgate', side: 'ours', holds: isDone, run: () => eventHandler({ event, context }) },
        {
          name: 'middy + Powertools logger + metrics',
          side: 'peer',
          holds: isDone,
          run: () => peer(event, context),
        },
      ],
      note: 'Ours checks the event and the answer, chooses the home, goes through the breaker and redacts; the peer logs, counts and answers what was there.',
    } as const;
    return { tables: [await compare(comparison, asking)] };
  },
};
