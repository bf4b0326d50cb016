import { parseArgs } from 'node:util';
import { functionTasks } from './function.ts';
import { gatewayTasks } from './gateways.ts';
import { pipelineTasks } from './pipeline.ts';
import { printTable, type Question, runQuestion } from './question.ts';

// `pnpm bench` measures; `pnpm bench --quick` only sees that everything that is measured still runs.
const { quick } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: { quick: { type: 'boolean', default: false } },
}).values;

const questions: readonly Question[] = [pipelineTasks(), gatewayTasks(), functionTasks()];
let failed = 0;
for (const question of questions) {
  const rows = await runQuestion(question, quick);
  printTable(question.title, rows);
  failed += rows.filter((row) => row.error !== undefined).length;
}
console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}. Ratios hold within one run; absolutes do not.`,
);
process.exitCode = failed > 0 ? 1 : 0;
