// Whole processes by themselves, for work on them; `pnpm bench --only process` puts them into the results.
//
//   pnpm build && node bench/src/process/run.ts [--quick] [--only NAME] [--rounds 31] [--lives 3]
//     [--haaska CHECKOUT] [--docs-lambda lambda_function.py] [--json FILE]
//
// `--lives 0` leaves out the memory of long lives. README.md beside this file says where the two in Python come from.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { curveLines, tableLines } from '../report/print.ts';
import { processAnswer } from './process-answer.ts';

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string' },
    lives: { type: 'string' },
    haaska: { type: 'string' },
    'docs-lambda': { type: 'string' },
    json: { type: 'string' },
  },
});
const { quick, only, rounds, lives, haaska, json, 'docs-lambda': docsLambda } = values;
const count = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const answer = await processAnswer({
  quick,
  only,
  rounds: count(rounds),
  lives: count(lives),
  haaska,
  docsLambda,
  onTable: (table) => console.log(tableLines(table).join('\n')),
});
for (const curve of answer.curves ?? []) console.log(curveLines(curve).join('\n'));
for (const what of answer.missing ?? []) console.log(`\nNot measured: ${what}`);
if (json !== undefined) writeFileSync(json, `${JSON.stringify(answer, undefined, 1)}\n`);
