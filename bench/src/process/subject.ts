import type { Side } from '../result.ts';

/** What is measured: a program that answers an event under a runtime. */
export interface Subject {
  readonly name: string;
  readonly side: Side;
  readonly language: 'node' | 'python';
  /** The folder that the runtime loads the handler from. */
  readonly taskRoot: string;
  /** As Lambda is configured with it. */
  readonly handler: string;
  readonly event: object;
  readonly variables: Readonly<Record<string, string>>;
  /** Throws when the answer is not that of somebody who did the work. */
  readonly check: (answer: unknown) => void;
}

/** How programs are run: our own smallest loops, or AWS's runtime client. */
export interface Runtime {
  readonly name: string;
  readonly languages: readonly Subject['language'][];
  readonly command: (language: Subject['language']) => readonly string[];
}
