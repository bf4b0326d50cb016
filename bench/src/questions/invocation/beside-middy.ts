import { type Comparison, compare, type Task } from '../../measure/compare.ts';
import type { Answer, Asking } from '../../result.ts';
import { lambdaContext } from './events.ts';
import { WHOLE_INVOCATIONS } from './sampling.ts';
import { passOn, turnOn } from './smart-home.ts';
import { withMiddy } from './with-middy.ts';

export const MIDDY_PEERS: readonly string[] = [
  '@middy/core',
  '@aws-lambda-powertools/logger',
  '@aws-lambda-powertools/metrics',
];

/** Ours, named as the reference, beside a directive that is passed on under middy, with a line and three metrics of Powertools. */
export async function directiveBesideMiddy(
  about: Pick<Comparison, 'id' | 'title' | 'reference' | 'note'>,
  eventHandler: (params: { readonly event: unknown; readonly context: ReturnType<typeof lambdaContext> }) => unknown,
  asking: Asking,
): Promise<Answer> {
  const context = lambdaContext();
  const event = turnOn('light#kitchen');
  const { wrap, close } = withMiddy();
  const peer = wrap(async (given) => {
    const startedMs = performance.now();
    const answer = await passOn(given);
    close('alexa-smart-home', startedMs);
    return answer;
  });
  const holds = ({ event: { header } }: { event: { header: { name: string } } }) => header.name === 'Response';
  const tasks: readonly Task[] = [
    { name: about.reference, side: 'ours', holds, run: () => eventHandler({ event, context }) },
    { name: 'middy + Powertools logger + metrics', side: 'peer', holds, run: () => peer(event, context) },
  ];
  return { tables: [await compare({ ...about, ...WHOLE_INVOCATIONS, tasks }, asking)] };
}
