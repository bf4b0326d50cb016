import { createGateway, type OperationTable } from '@hearthgate/kernel';
import { createMetricsGateway } from '@hearthgate/metrics';
import middy from '@middy/core';
import { compare } from '../../measure/compare.ts';
import type { Question } from '../../result.ts';
import { insideInvocation } from '../inside-invocation.ts';
import { silent } from '../silent.ts';

interface ArithmeticOperations {
  add(params: { readonly by: number }): number;
  addLater(params: { readonly by: number }): Promise<number>;
  fail(): number;
}

/** What the pipeline adds to a call: correlation, counters, timing, uniform errors, response. */
export const question: Question = {
  title: 'One operation',
  peers: ['@middy/core'],
  ask: (asking) =>
    insideInvocation(async (environment) => {
      let sum = 0;
      const direct = ({ by }: { by: number }) => {
        sum += by;
        return sum;
      };
      const directLater = async ({ by }: { by: number }) => {
        sum += by;
        return sum;
      };
      const directFail = (): number => {
        throw new RangeError('out of range');
      };
      const operations: OperationTable<ArithmeticOperations, object> = {
        add: direct,
        addLater: directLater,
        fail: directFail,
      };
      // With metrics in the composition, as in the function; the level of the log is not debug.
      createMetricsGateway({ destination: silent }, { environment });
      const gateway = createGateway<ArithmeticOperations, object>(
        { name: 'arithmetic', alone: {}, operations },
        { environment },
      );
      const params = { by: 1 };
      const middied = middy(async () => {
        sum += 1;
        return sum;
      });
      const caught = (run: () => unknown) => () => {
        try {
          return run();
        } catch (error) {
          return error;
        }
      };
      return {
        tables: [
          await compare(
            {
              id: 'pipeline-sync',
              title: 'One synchronous operation through the full pipeline',
              reference: 'direct call',
              tasks: [
                { name: 'direct call', side: 'floor', run: () => direct(params) },
                { name: 'gateway.operations', side: 'ours', run: () => gateway.operations.add(params) },
                { name: 'gateway.execute', side: 'ours', run: () => gateway.execute('add', params) },
              ],
            },
            asking,
          ),
          await compare(
            {
              id: 'pipeline-async',
              title: 'One asynchronous operation through the full pipeline, awaited',
              reference: 'direct call',
              tasks: [
                { name: 'direct call', side: 'floor', run: () => directLater(params) },
                { name: 'gateway.operations', side: 'ours', run: () => gateway.operations.addLater(params) },
                { name: 'gateway.execute', side: 'ours', run: () => gateway.execute('addLater', params) },
                { name: 'middy without middlewares', side: 'peer', run: () => middied({}, {} as never) },
              ],
            },
            asking,
          ),
          await compare(
            {
              id: 'pipeline-error',
              title: 'A failing operation, to its standard response',
              reference: 'direct throw and catch',
              tasks: [
                { name: 'direct throw and catch', side: 'floor', run: caught(directFail) },
                { name: 'gateway.operations, caught', side: 'ours', run: caught(() => gateway.operations.fail()) },
                { name: 'gateway.execute', side: 'ours', run: () => gateway.execute('fail') },
              ],
            },
            asking,
          ),
        ],
      };
    }),
};
