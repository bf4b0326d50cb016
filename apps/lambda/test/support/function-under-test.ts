import type { LambdaContext } from '@hearthgate/contracts';
import { createFunction, type HearthgateFunction } from '../../src/function.ts';

/** A function with everything that it wrote. */
export interface FunctionUnderTest extends HearthgateFunction {
  readonly lines: readonly string[];
  /** All output as one text, for searching. */
  readonly output: () => string;
  /** The fields of the last line that closed an invocation. */
  readonly closingLine: () => Readonly<Record<string, unknown>>;
}

export function startFunction(variables: Readonly<Record<string, string>>): FunctionUnderTest {
  const lines: string[] = [];
  const built = createFunction({ variables, destination: { write: (line) => void lines.push(line) } });
  return {
    ...built,
    lines,
    output: () => lines.join('\n'),
    closingLine: () => {
      const closing = lines.map((line) => JSON.parse(line)).filter((line) => line.event === 'invocation');
      return closing.at(-1) ?? {};
    },
  };
}

/** A context whose time runs out, as Lambda's does. */
export function contextOf(
  remainingMs: number,
  awsRequestId = 'request-1',
): Required<Pick<LambdaContext, 'awsRequestId' | 'getRemainingTimeInMillis'>> {
  const endsAt = Date.now() + remainingMs;
  return { awsRequestId, getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()) };
}
