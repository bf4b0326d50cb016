import { join } from 'node:path';
import { runCommand } from './lib/command.mjs';
import { repositoryRoot } from './lib/root.mjs';
import { runAlone } from './lib/step.mjs';

/** Runs every benchmark for a moment: its figures mean nothing, but that it still runs does. */
export async function benchStep() {
  const { code, output } = await runCommand('node', ['src/run.ts', '--quick'], { cwd: join(repositoryRoot, 'bench') });
  const tasks = output.split('\n').filter((line) => / ns {2}.* x$/.test(line)).length;
  const failed = code === 0 && tasks > 0 ? 0 : 1;
  return { passed: tasks, failed, summary: `${tasks} benchmarks ran`, output };
}

await runAlone(import.meta, benchStep);
