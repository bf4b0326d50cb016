// How much memory the function takes as it is deployed, with its code cache, in front of the demo home, at the sizes that the deployment offers:
//     pnpm build && pnpm memory
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalHome } from '@hearthgate/ha-extension/local-home';
import { type LocalLambda, runLocal } from '../../src/local/local-lambda.ts';
import { ownRuntimeCommand } from '../../src/local/runtime/runtime-command.ts';
import { formatTable } from '../../src/local/terminal/table.ts';

const SIZES_MB = [128, 256];
/** After how many events the memory is read. */
const STOPS = [1, 100, 1_000, 3_000];
const DIST = join(import.meta.dirname, '../../dist');

/** Peak resident memory in MB at each stop. */
async function measure(memorySizeMb: number): Promise<readonly number[]> {
  const home = await openLocalHome({});
  // The runtime as it is built: from source it would carry what reads TypeScript.
  const flags = ownRuntimeCommand(memorySizeMb).slice(0, -1);
  let peakMb = 0;
  const lambda: LocalLambda = await runLocal({
    taskRoot: deployed,
    handler: 'index.handler',
    // As functionVariables of the deployment.
    env: { ...home.variables, MALLOC_TRIM_THRESHOLD_: '131072' },
    port: 0,
    memorySizeMb,
    runtimeCommand: [...flags, join(DIST, 'local/runtime-client.mjs')],
    onInvocation: ({ maxMemoryUsedMb = 0 }) => {
      peakMb = Math.max(peakMb, maxMemoryUsedMb);
    },
  });
  const send = async (event: unknown): Promise<unknown> => {
    const { outcome } = await lambda.invoke(event);
    if (outcome.kind !== 'response') throw new Error(`The function did not answer: ${JSON.stringify(outcome)}`);
    return JSON.parse(outcome.payload);
  };
  const peaks: number[] = [];
  const samples = home.samples(await send(home.discovery.event)).map(({ event }) => event);
  for (let sent = 1; peaks.length < STOPS.length; sent += 1) {
    if (STOPS.includes(sent)) peaks.push(peakMb);
    // One discovery for each round of directives, a sentence and a look at the health.
    const next = samples[sent % (samples.length + 1)] ?? home.discovery.event;
    await send(next);
  }
  await lambda.stop();
  await home.close();
  return peaks;
}

const deployed = mkdtempSync(join(tmpdir(), 'hearthgate-memory-'));
execFileSync(process.execPath, [join(import.meta.dirname, '../../make-code-cache.mjs'), deployed], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const rows: string[][] = [];
for (const size of SIZES_MB) rows.push([`${size} MB`, ...(await measure(size)).map((peak) => `${peak} MB`)]);
console.log(`Peak resident memory on Node ${process.versions.node}, ${process.platform} ${process.arch}:\n`);
console.log(formatTable(['function of', ...STOPS.map((stop) => `${stop} events`)], rows));
rmSync(deployed, { recursive: true });
