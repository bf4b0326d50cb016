import type { OperationTable } from '@hearthgate/kernel';
import { createEnvironment, createGateway, Invocation } from '@hearthgate/kernel';
import type { Question } from './question.ts';

interface ArithmeticOperations {
  add(params: { readonly by: number }): number;
  addLater(params: { readonly by: number }): Promise<number>;
  fail(): number;
}

/** What the pipeline adds to a call: correlation, counters, timing, uniform errors, response. */
export function pipelineTasks(): Question {
  let sum = 0;
  const table: OperationTable<ArithmeticOperations, object> = {
    add: ({ by }) => {
      sum += by;
      return sum;
    },
    addLater: async ({ by }) => {
      sum += by;
      return sum;
    },
    fail: () => {
      throw new RangeError('out of range');
    },
  };
  const environment = createEnvironment();
  const gateway = createGateway<ArithmeticOperations, object>(
    { name: 'arithmetic', alone: {}, operations: table },
    { environment },
  );
  const invocation = new Invocation({ correlationId: 'bench' }, environment.clock);
  const inside =
    <Result>(run: () => Result) =>
    () =>
      environment.invocations.run(invocation, run);
  const params = { by: 1 };
  const direct = ({ by }: { by: number }) => {
    sum += by;
    return sum;
  };
  const directLater = async ({ by }: { by: number }) => {
    sum += by;
    return sum;
  };
  return {
    title: 'One operation, per call',
    tasks: [
      { name: 'direct, sync', run: () => direct(params) },
      { name: 'AsyncLocalStorage.run alone', run: inside(() => sum) },
      { name: 'operations.add in an invocation', run: inside(() => gateway.operations.add(params)) },
      { name: 'execute add in an invocation', run: inside(() => gateway.execute('add', params)) },
      { name: 'direct, async', run: () => directLater(params) },
      { name: 'operations.addLater', run: inside(() => gateway.operations.addLater(params)) },
      { name: 'execute addLater', run: inside(() => gateway.execute('addLater', params)) },
      { name: 'execute fail', run: inside(() => gateway.execute('fail')) },
    ],
  };
}
