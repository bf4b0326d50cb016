import { compare } from '../../measure/compare.ts';
import type { Question } from '../../result.ts';
import { lambdaContext } from './events.ts';
import { sameGateways } from './same-gateways.ts';
import { WHOLE_INVOCATIONS } from './sampling.ts';
import { isDone, turnOn, turnOnAnswer } from './smart-home.ts';
import { directiveWithMiddy } from './with-middy.ts';

/** The gateways that do what the peers do, and nothing else, at the same directive. */
export const question: Question = {
  title: 'A directive, with the same work',
  peers: ['@middy/core', '@aws-lambda-powertools/logger', '@aws-lambda-powertools/metrics'],
  async ask(asking) {
    const context = lambdaContext();
    const event = turnOn('light#kitchen');
    const { eventHandler } = sameGateways(turnOnAnswer);
    const peer = directiveWithMiddy();
    const comparison = {
      id: 'invocation-same-work',
      title: "A Smart Home invocation, only the peer's work",
      reference: 'hearthgate, lambda, logging and metrics',
      ...WHOLE_INVOCATIONS,
      tasks: [
        {
          name: 'hearthgate, lambda, logging and metrics',
          side: 'ours',
          holds: isDone,
          run: () => eventHandler({ event, context }),
        },
        {
          name: 'middy + Powertools logger + metrics',
          side: 'peer',
          holds: isDone,
          run: () => peer(event, context),
        },
      ],
    } as const;
    return { tables: [await compare(comparison, asking)] };
  },
};
