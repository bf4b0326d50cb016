import type { Variables } from '@hearthgate/kernel';

/** Where compilers and a generous heap take what the function needs: at 128 MB they reach the limit after 2,000 events. */
const SMALL_MB = 128;

/**
 * Engine flags that are read whenever they matter, so that they can be set while the process runs. V8's optimizing compilers
 * take up to 44 MB while they work, in threads whose allocators keep it: 135 MB after 10,000 directives with them, 89 MB
 * at most without. The first thousand directives cost the same processor time either way, later ones about twice as much,
 * which few execution environments live to see. bench/src/process/README.md has the figures.
 */
const FLAGS = ['--max-optimized-bytecode-size=0', '--optimize-for-size'];
/** What V8 begins with. A test sees that it still does. */
const DEFAULTS = ['--max-optimized-bytecode-size=61440', '--no-optimize-for-size'];

/** Takes a flag of the engine; Node's own, unless a test says otherwise. */
export type SetFlag = (flag: string) => void;

/** Keeps the process small where Lambda gives it little memory. */
export interface SmallMemory {
  /**
   * The handler, which sets the flags from the second event on: the first one optimizes nothing, and the module that takes
   * the flags costs time to load. A flag that is refused changes nothing.
   */
  whileHandling<Arguments extends readonly unknown[], Answer>(
    handler: (...given: Arguments) => Answer,
  ): (...given: Arguments) => Answer;
  /** Does something under the engine's own flags: a code cache is refused by whoever has others than it was made under. */
  readonly underDefaults: UnderDefaults;
}

/** Does something synchronous, and answers what that answers. */
export type UnderDefaults = <Answer>(work: () => Answer) => Answer;

export function createSmallMemory(variables: Variables, setFlag: SetFlag = setEngineFlag): SmallMemory {
  const small = isSmall(variables);
  let events = 0;
  return {
    whileHandling(handler) {
      if (!small) return handler;
      return (...given) => {
        events += 1;
        if (events === 2) setFlags(FLAGS, setFlag);
        return handler(...given);
      };
    },
    underDefaults(work) {
      if (events < 2) return work();
      setFlags(DEFAULTS, setFlag);
      try {
        return work();
      } finally {
        setFlags(FLAGS, setFlag);
      }
    },
  };
}

function isSmall(variables: Variables): boolean {
  const memoryMb = Number(variables.AWS_LAMBDA_FUNCTION_MEMORY_SIZE);
  return memoryMb > 0 && memoryMb <= SMALL_MB;
}

function setEngineFlag(flag: string): void {
  process.getBuiltinModule('node:v8').setFlagsFromString(flag);
}

function setFlags(flags: readonly string[], setFlag: SetFlag): void {
  try {
    for (const flag of flags) setFlag(flag);
  } catch {
    // The function works as it is, only larger.
  }
}
