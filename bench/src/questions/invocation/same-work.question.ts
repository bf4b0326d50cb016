import type { Question } from '../../result.ts';
import { directiveBesideMiddy, MIDDY_PEERS } from './beside-middy.ts';
import { sameGateways } from './same-gateways.ts';

/** The gateways that do what the peers do, and nothing else, at the same directive. */
export const question: Question = {
  title: 'A directive, with the same work',
  peers: MIDDY_PEERS,
  ask: (asking) =>
    directiveBesideMiddy(
      {
        id: 'invocation-same-work',
        title: "A Smart Home invocation, only the peer's work",
        reference: 'hearthgate, lambda, logging and metrics',
      },
      sameGateways().eventHandler,
      asking,
    ),
};
