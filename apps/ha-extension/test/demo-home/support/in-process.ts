import { INITIAL_ENTITIES } from '../../../src/demo-home/entities.ts';
import { createHomeState, type HomeState } from '../../../src/demo-home/home-state.ts';
import { respond } from '../../../src/demo-home/http/respond.ts';
import { DEFAULT_QUIRKS, type Quirks } from '../../../src/demo-home/index.ts';

/** A home without a socket in front of it, for tests that ask thousands of times. */
export interface InProcessHome {
  readonly state: HomeState;
  /** POSTs a body and answers status and text. */
  post(path: string, body: unknown): { readonly status: number; readonly text: string };
}

/** Makes one, with a clock that stands still. */
export function createInProcessHome(quirks: Partial<Quirks> = {}): InProcessHome {
  const state = createHomeState(INITIAL_ENTITIES, () => Date.parse('2026-11-23T12:00:00Z'), Math.random);
  const respondent = { home: state, quirks: { ...DEFAULT_QUIRKS, ...quirks }, acceptsToken: () => true };
  return {
    state,
    post(path, body) {
      const request = { method: 'POST', target: path, authorization: 'Bearer any', body: JSON.stringify(body) };
      const { status, body: text } = respond(respondent, request);
      return { status, text };
    },
  };
}
