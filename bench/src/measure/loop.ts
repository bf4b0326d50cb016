// Imported once for each task (`./loop.ts?3`), so that every task has machine code of its own: in a shared loop the call
// would belong to nobody, and the first task would be measured with other code than the last.

/** Runs it `count` times and answers the last result, which keeps the optimiser from leaving the work out. */
export function repeat(run: () => unknown, count: number): unknown {
  let last: unknown;
  for (let turn = 0; turn < count; turn += 1) last = run();
  return last;
}

export async function repeatAwaiting(run: () => unknown, count: number): Promise<unknown> {
  let last: unknown;
  for (let turn = 0; turn < count; turn += 1) last = await run();
  return last;
}
