import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Answered, askQuestion, questionFiles } from './report/ask-questions.ts';
import { checkAgainstBaseline, writeBaseline } from './report/baseline.ts';
import { machine, versionsOf } from './report/machine.ts';
import { writePage } from './report/page-files.ts';
import { curveLines, summaryLines, tableLines } from './report/print.ts';
import { merged, newestResults, writeResults } from './report/results-file.ts';
import type { Results } from './result.ts';

const USAGE = `pnpm bench                 measures everything, writes bench/results/<date>.json and docs/benchmarks.md; takes an hour,
                           of which whole processes (--only process) are most
pnpm bench --only cache    measures the questions whose path has the word, and puts them into the newest results
pnpm bench --except process  measures all but those, and puts them into the newest results
pnpm bench --quick         only sees that everything that is measured still runs; its figures mean nothing
pnpm bench --check         measures and compares with bench/baseline.json; writes nothing
pnpm bench --baseline      takes the newest results as the baseline
pnpm bench --docs          writes docs/benchmarks.md and its plots from the newest results

Whole processes: pnpm build first; --haaska CHECKOUT and --docs-lambda FILE measure the two in Python, too
(bench/src/process/README.md says where they come from). A control group of 128 MB takes root.`;

const options = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    quick: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    baseline: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    only: { type: 'string' },
    except: { type: 'string' },
    haaska: { type: 'string' },
    'docs-lambda': { type: 'string' },
  },
}).values;
const isPart = options.only !== undefined || options.except !== undefined;

if (options.help) console.log(USAGE);
else if (options.docs) await writePage(saved());
else if (options.baseline) writeBaseline(saved());
else await measure();

async function measure(): Promise<void> {
  const answers: Answered[] = [];
  const files = [...questionFiles(options.only, options.except)];
  const askRest = async () => {
    for (let file = files.shift(); file !== undefined; file = files.shift()) answers.push(await ask(file));
  };
  // Figures that mean nothing may disturb each other.
  await (options.quick ? Promise.all([askRest(), askRest()]) : askRest());
  const failed = answers.reduce((sum, answer) => sum + failuresOf(answer), 0);
  const measured = answers.reduce((sum, { answer }) => sum + countOf(answer), 0);
  const { processor, cores, node } = machine();
  console.log(`\n${processor}, ${cores} cores, Node ${node}. Ratios hold within one run; absolutes do not.`);
  console.log(`${measured} measured, ${failed} failed`);
  if (failed > 0 || measured === 0) process.exitCode = 1;
  else if (options.check) await check(answers);
  else if (!options.quick) {
    const fresh = resultsOf(answers);
    const results = isPart ? merged(newestResults(), fresh) : fresh;
    console.log(summaryLines(results).join('\n'));
    console.log(writeResults(results));
    // As they were written, rounded: the page is to be made again from the file alone.
    await writePage(saved());
  }
}

async function ask(file: string): Promise<Answered> {
  const { quick } = options;
  const [haaska, docsLambda] = [options.haaska, options['docs-lambda']].map(fromCaller);
  if (!quick) console.log(`\n${file}`);
  const tell = quick ? undefined : (line: string) => console.log(`  ${line}`);
  const answered = await askQuestion(file, { quick, haaska, docsLambda, tell });
  const { answer, failure } = answered;
  for (const table of answer.tables ?? []) console.log(tableLines(table).join('\n'));
  for (const curve of answer.curves ?? []) console.log(curveLines(curve).join('\n'));
  for (const what of answer.missing ?? []) console.log(`\nNot measured: ${what}`);
  if (failure !== undefined) console.log(`\nFAILED ${failure}`);
  return answered;
}

/** What looks slower is asked again before it is believed: a slow moment of the machine does not come twice. */
async function check(answers: readonly Answered[]): Promise<void> {
  const again = async (files: readonly string[]) => {
    console.log(`\nLooks slower and is asked again: ${files.join(', ')}`);
    const anew: Answered[] = [];
    for (const file of files) anew.push(await ask(file));
    return anew;
  };
  const found = await checkAgainstBaseline(answers, again);
  for (const { table, row, slowdown } of found) {
    console.log(`SLOWER ${table}: ${row} takes ${slowdown.toFixed(2)} times its share in bench/baseline.json`);
  }
  console.log(
    found.length === 0 ? 'Nothing is slower than the baseline.' : `${found.length} slower than the baseline.`,
  );
  if (found.length > 0) process.exitCode = 1;
}

/** A path as it was meant where the command was given; pnpm runs scripts in the folder of their package. */
function fromCaller(path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(process.env.INIT_CWD ?? '.', path);
}

function failuresOf({ answer, failure }: Answered): number {
  const rows = (answer.tables ?? []).flatMap((table) => table.rows);
  return rows.filter(({ error }) => error !== undefined).length + (failure === undefined ? 0 : 1);
}

function countOf({ tables = [], curves = [] }: Answered['answer']): number {
  const rows = tables.flatMap((table) => table.rows).filter(({ error }) => error === undefined);
  return rows.length + curves.flatMap((curve) => curve.points).length;
}

function resultsOf(answers: readonly Answered[]): Results {
  return {
    format: 1,
    date: new Date().toISOString().slice(0, 10),
    quick: options.quick,
    machine: machine(),
    versions: Object.assign(
      versionsOf(answers.flatMap(({ peers }) => peers)),
      ...answers.map(({ answer: { versions } }) => versions),
    ),
    tables: answers.flatMap(({ answer }) => answer.tables ?? []),
    curves: answers.flatMap(({ answer }) => answer.curves ?? []),
  };
}

function saved(): Results {
  const results = newestResults();
  if (results === undefined) throw new Error('There are no results in bench/results; run `pnpm bench` first.');
  return results;
}
