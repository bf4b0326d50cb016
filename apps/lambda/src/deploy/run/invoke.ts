import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { type InvocationReport, problemsIn, readReport } from './log-tail.ts';

/** What a deployed function answered, and what its log said meanwhile. */
export interface Invoked {
  readonly payload: unknown;
  readonly failure: string | undefined;
  readonly report: InvocationReport;
  readonly problems: readonly string[];
}

/** Invokes a deployed function and waits for its answer; never throws. */
export async function invokeOnce(lambda: LambdaClient, FunctionName: string, event: unknown): Promise<Invoked> {
  const started = performance.now();
  try {
    const output = await lambda.send(
      new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)), LogType: 'Tail' }),
    );
    const text = output.Payload?.transformToString() ?? '';
    const log = Buffer.from(output.LogResult ?? '', 'base64').toString();
    const roundTripMs = performance.now() - started;
    const report = { ...readReport(log), roundTripMs };
    const failure = output.FunctionError === undefined ? undefined : `${output.FunctionError}: ${text.slice(0, 300)}`;
    return { payload: parse(text), failure, report, problems: problemsIn(log) };
  } catch (error) {
    const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { payload: undefined, failure, report: { roundTripMs: performance.now() - started }, problems: [] };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
