// Whole processes beside their peers: `pnpm build && node bench/src/process/run.ts [--quick] [--only NAME] [--rounds N]
// [--haaska CHECKOUT] [--docs lambda_function.py] [--json FILE]`. The two in Python belong to others and are not in this
// repository; README.md beside this file says where they come from.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ProcessQuestion, processQuestions } from './process-questions.ts';

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string' },
    haaska: { type: 'string' },
    docs: { type: 'string' },
    json: { type: 'string' },
  },
});
const { quick, only, haaska, docs, json } = values;
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
const print = ({ title, rows }: ProcessQuestion) => {
  console.log(`\n${title}`);
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const { name, medianMs, low, high, ratio, cpuMs, cpuRatio, rssMb, peakMb } of rows) {
    const time = `${medianMs.toFixed(1).padStart(7)} ms [${low.toFixed(1)}, ${high.toFixed(1)}] ${ratio.toFixed(2)} x`;
    const cpu = `cpu ${cpuMs.toFixed(1)} ms ${cpuRatio.toFixed(2)} x`;
    const memory = rssMb.map((stop) => `${stop.rssMb.toFixed(1)} MB at ${stop.invocations}`).join(', ');
    console.log(`  ${name.padEnd(width)} ${time}, ${cpu}  ${memory}; peak ${peakMb.toFixed(1)} MB`);
  }
};
const answers = await processQuestions({ quick, only, rounds, haaska, docs, onAnswer: print });
for (const what of answers.missing) console.log(`\nNot measured: ${what}`);
if (json !== undefined) writeFileSync(json, `${JSON.stringify(answers, undefined, 2)}\n`);
