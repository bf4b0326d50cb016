import fc from 'fast-check';
import { type ReplyPlan, replyPlan } from './home/reply-plan.ts';
import { directiveEvent } from './messages/directives.ts';
import { skillEvent } from './messages/skill-requests.ts';
import { worldCount } from './worlds.ts';

/** One message, what the home does with it, and when. */
export interface FuzzCase {
  readonly world: number;
  readonly event: unknown;
  /** By Alexa's trigger, or by HTTP from anybody, who may have got the encoding wrong. */
  readonly door: 'trigger' | 'http' | 'garbled http';
  readonly replies: readonly ReplyPlan[];
  /** What Lambda has left. */
  readonly remainingMs: number;
  /** Time since the last message: breakers close, caches expire. */
  readonly afterMs: number;
}

/** Without the bias of fast-check towards the first and the last of everything: what is odd is listed here by itself. */
export const fuzzCase: fc.Arbitrary<FuzzCase> = fc.noBias(
  fc.record({
    world: fc.nat({ max: worldCount - 1 }),
    event: fc.oneof(
      { weight: 60, arbitrary: directiveEvent },
      { weight: 35, arbitrary: skillEvent },
      { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }) },
    ),
    door: fc.oneof(
      { weight: 12, arbitrary: fc.constant('trigger' as const) },
      { weight: 2, arbitrary: fc.constant('http' as const) },
      { weight: 1, arbitrary: fc.constant('garbled http' as const) },
    ),
    replies: fc.array(replyPlan, { minLength: 1, maxLength: 3 }),
    remainingMs: fc.constantFrom(10_000, 10_000, 10_000, 8_000, 3_000, 900, 600, 100),
    afterMs: fc.constantFrom(1, 50, 2_000, 11_000, 11_000, 61_000, 700_000),
  }),
);
