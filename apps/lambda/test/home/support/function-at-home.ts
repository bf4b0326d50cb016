import { rmSync } from 'node:fs';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { outcomeOf } from '../../local/fixture-function.ts';
import { startUnderRic } from '../../ric/start-under-ric.ts';
import { hasSharedData, schemaProblems } from '../../support/alexa-schema.ts';
import { unpackBuilt } from '../../support/unpacked-zip.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests look for what may not be there
export type Loose = any;

/** An answer, and how long the function took for it. */
export interface Answered {
  readonly answer: Loose;
  readonly durationMs: number;
}

/** The built function, under AWS's own runtime client, in front of a home. */
export interface FunctionAtHome {
  /** Sends an event and answers what the function answered. */
  invoke(event: object): Promise<Answered>;
  /** Sends a directive; fails when the answer is not valid against Amazon's schema, where that is there. */
  send(event: object): Promise<Loose>;
  /** Every line that the function wrote. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

/** Unpacks what is deployed and starts it with the settings for a home. */
export async function startFunctionAt(
  home: { readonly url: string; readonly token?: string },
  variables: Readonly<Record<string, string>> = {},
): Promise<FunctionAtHome> {
  const folder = unpackBuilt();
  const lines: string[] = [];
  const lambda = await startUnderRic(
    folder,
    'index.handler',
    { ...variablesFor(home), ...variables },
    {
      onInvocation: ({ logLines }) => void lines.push(...logLines),
    },
  );
  const invoke = async (event: object): Promise<Answered> => {
    const invocation = await lambda.invoke(event);
    const { payload } = outcomeOf(invocation, 'response');
    return { answer: JSON.parse(payload), durationMs: invocation.durationMs };
  };
  return {
    invoke,
    async send(event) {
      const { answer } = await invoke(event);
      const problems = hasSharedData ? schemaProblems(answer) : [];
      if (problems.length > 0) {
        throw new Error(`${JSON.stringify(event)} was answered invalidly: ${problems}\n${JSON.stringify(answer)}`);
      }
      return answer;
    },
    lines,
    async stop() {
      await lambda.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
