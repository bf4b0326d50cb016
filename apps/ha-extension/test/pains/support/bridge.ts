import { onTestFinished } from 'vitest';
import { createExtension } from '../../../src/index.ts';
import { createNetworkParts, createTurn } from '../../bridge/support/parts.ts';

/** A bridge with its connections, and everything that it said. */
export interface Bridge {
  smartHome(event: unknown, turn?: ReturnType<typeof createTurn>): Promise<Answered>;
  skill(event: unknown, turn?: ReturnType<typeof createTurn>): Promise<Answered>;
  /** Everything that was logged, and why answers were errors. */
  readonly said: () => string;
}

export interface Answered {
  // biome-ignore lint/suspicious/noExplicitAny: the tests look for what may not be there
  readonly answer: any;
  /** Why it is an error. */
  readonly cause: string;
}

/** The bridge with these settings, over the network and in real time. */
export function bridgeWith(variables: Readonly<Record<string, string>>): Bridge {
  const parts = createNetworkParts(variables);
  const extension = createExtension(parts);
  const causes: string[] = [];
  onTestFinished(async () => void (await parts.gateways['http-client'].operations.resetPool()));
  const ask = async (face: 'smartHome' | 'skill', event: unknown, turn = createTurn()): Promise<Answered> => {
    const answer = await extension[face](event, turn);
    causes.push(...turn.causes);
    return { answer, cause: turn.causes.join() };
  };
  return {
    smartHome: (event, turn) => ask('smartHome', event, turn),
    skill: (event, turn) => ask('skill', event, turn),
    said: () => `${parts.output()}\n${causes.join('\n')}`,
  };
}

/** What an error of Alexa's is, for a glance. */
export function errorIn({ answer }: Answered): unknown {
  const { header, payload } = answer.event;
  return header.name === 'ErrorResponse' ? payload.type : header.name;
}

/** A turn that really ends after so many milliseconds. */
export function turnEndingAfter(ms: number): ReturnType<typeof createTurn> & { readonly leftMs: () => number } {
  const endsAtMs = Date.now() + ms;
  const leftMs = () => endsAtMs - Date.now();
  return { ...createTurn({ remainingMs: leftMs }), leftMs };
}
