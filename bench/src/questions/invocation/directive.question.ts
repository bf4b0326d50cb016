import type { Question } from '../../result.ts';
import { directiveBesideMiddy, MIDDY_PEERS } from './beside-middy.ts';
import { turnOnAnswer } from './smart-home.ts';
import { wholeFunction } from './whole-function.ts';

/** A directive without the network: from the event to the answer, with the closing log line and one EMF document. */
export const question: Question = {
  title: 'A whole directive',
  peers: MIDDY_PEERS,
  ask: (asking) =>
    directiveBesideMiddy(
      {
        id: 'invocation-smart-home',
        title: 'A whole Smart Home invocation without the network',
        reference: 'hearthgate',
        note: 'Ours checks the event and the answer, chooses the home, goes through the breaker and redacts; the peer passes on what comes, logs and counts.',
      },
      wholeFunction(() => turnOnAnswer).gateways.lambda.operations.eventHandler,
      asking,
    ),
};
