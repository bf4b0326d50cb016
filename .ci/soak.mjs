import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from './lib/command.mjs';
import { repositoryRoot } from './lib/root.mjs';
import { runAlone } from './lib/step.mjs';

const SOAK = join(repositoryRoot, 'apps/lambda/test/soak/run-soak.ts');
/** Enough for every fault and every kind of event; the long soak is `pnpm soak`. */
const INVOCATIONS = '3000';

/**
 * Sends the built function events of all kinds while its homes fail in all ways, and measures what it keeps. By itself it
 * takes the number of invocations, and the seed that faults and events are drawn from:
 *
 *     node .ci/soak.mjs --invocations 200000 --seed 1
 */
export async function soakStep({ invocations = INVOCATIONS, seed = '1', show = false } = {}) {
  const options = ['--conditions=@hearthgate/source', SOAK, `--invocations=${invocations}`, `--seed=${seed}`];
  // The last line of the soak counts what it checked; it goes to a pipe, so what is shown is written here.
  const { stdout, output } = await runCommand('node', options);
  if (show) process.stdout.write(output);
  const { passed, failed } = countsIn(stdout);
  return { passed, failed, summary: `${invocations} invocations among faults`, output };
}

function countsIn(stdout) {
  try {
    const { passed, failed } = JSON.parse(stdout.trimEnd().split('\n').at(-1));
    return Number.isInteger(passed) && Number.isInteger(failed) ? { passed, failed } : { passed: 0, failed: 1 };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

await runAlone(import.meta, () => {
  const { values } = parseArgs({ options: { invocations: { type: 'string' }, seed: { type: 'string' } } });
  return soakStep({ ...values, show: true });
});
