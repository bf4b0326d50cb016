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

/** Takes a flag of the engine; Node's own, unless a test says otherwise. */
export type SetFlag = (flag: string) => void;

/**
 * The handler, which keeps the process small where Lambda gives it little memory. From the second event on: the first one
 * optimizes nothing, and the module that takes the flags costs time to load. A flag that is refused changes nothing.
 */
export function inSmallMemory<Arguments extends readonly unknown[], Answer>(
  handler: (...given: Arguments) => Answer,
  variables: Variables,
  setFlag: SetFlag = (flag) => process.getBuiltinModule('node:v8').setFlagsFromString(flag),
): (...given: Arguments) => Answer {
  const memoryMb = Number(variables.AWS_LAMBDA_FUNCTION_MEMORY_SIZE);
  if (!(memoryMb > 0 && memoryMb <= SMALL_MB)) return handler;
  let events = 0;
  return (...given) => {
    events += 1;
    if (events === 2) setFlags(setFlag);
    return handler(...given);
  };
}

function setFlags(setFlag: SetFlag): void {
  try {
    for (const flag of FLAGS) setFlag(flag);
  } catch {
    // The function works as it is, only larger.
  }
}
