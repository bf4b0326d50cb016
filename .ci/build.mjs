import { runCommand } from './lib/command.mjs';

/** Reads how many tasks turbo ran to their good end; output without that line counts as one failure. */
export function countTasks({ code, output }) {
  const [, successful, total] = /Tasks:\s+(\d+) successful, (\d+) total/.exec(output) ?? [];
  const passed = Number(successful ?? 0);
  const failed = Math.max(Number(total ?? 0) - passed, code === 0 && passed > 0 ? 0 : 1);
  return { passed, failed };
}

async function turbo(task, noun) {
  const result = await runCommand('turbo', ['run', task, '--continue', '--output-logs=errors-only']);
  const { passed, failed } = countTasks(result);
  const cached = /Cached:\s+(\d+) cached/.exec(result.output)?.[1] ?? '0';
  return { passed, failed, summary: `${passed} ${noun}, ${cached} unchanged`, output: result.output };
}

export const buildStep = () => turbo('build', 'packages built');

export async function typecheckStep() {
  const members = await turbo('typecheck', 'packages');
  const tooling = await runCommand('tsc', ['-p', '.config/tsconfig.json']);
  const ok = tooling.code === 0;
  return {
    passed: members.passed + (ok ? 1 : 0),
    failed: members.failed + (ok ? 0 : 1),
    summary: `${members.summary}, and the tool configuration`,
    output: members.output + tooling.output,
  };
}
