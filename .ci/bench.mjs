import { join } from 'node:path';
import { runCommand } from './lib/command.mjs';
import { repositoryRoot } from './lib/root.mjs';
import { runAlone } from './lib/step.mjs';

/** Scripts that measure one question each, beside the short ones in `run.ts`. */
const REPLAYS = ['cache-replay.ts', 'breaker-sharing.ts'];

/** Runs every benchmark for a moment: its figures mean nothing, but that it still runs does. */
export async function benchStep() {
  const cwd = join(repositoryRoot, 'bench');
  const runQuick = (script) => runCommand('node', [`src/${script}`, '--quick'], { cwd });
  const { code, output } = await runQuick('run.ts');
  const tasks = output.split('\n').filter((line) => / ns {2}.* x$/.test(line)).length;
  const replays = [];
  for (const script of REPLAYS) replays.push(await runQuick(script));
  const failed = [code !== 0 || tasks === 0, ...replays.map((replay) => replay.code !== 0)].filter(Boolean).length;
  const all = tasks + REPLAYS.length;
  return {
    passed: all - failed,
    failed,
    summary: `${all} benchmarks ran`,
    output: [output, ...replays.map((replay) => replay.output)].join('\n'),
  };
}

await runAlone(import.meta, benchStep);
