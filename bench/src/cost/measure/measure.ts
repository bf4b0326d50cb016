import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Measurement } from '../measurement.ts';
import { createCpuShare } from './cpu-share.ts';
import { measureConnections, measureSettings } from './measure-homes.ts';
import { measureKinds } from './measure-kinds.ts';
import { measureTable } from './measure-table.ts';
import { rounded } from './median.ts';

// What the built function takes in front of a loopback home, with the CPU that Lambda gives at each memory size, and what
// it writes and asks meanwhile. `docs/cost.md` is made from it.
//
//   pnpm build && node bench/src/cost/measure/measure.ts [--rounds 3]
//
// Needs Linux with cgroup v1 and the right to make groups, and openssl. Takes about five minutes.

/** How far away the home is. Long enough that the share of the CPU recovers meanwhile, as it does on a real way home. */
const WAIT_MS = 80;
const BREAKERS = 10_000;

const { rounds } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } }).values;
const share = createCpuShare(`cost-${process.pid}`);
try {
  const byKind = await measureKinds(share, WAIT_MS, Number(rounds));
  const connections = await measureConnections(share);
  const few = connections.find(({ homes }) => homes === 1)?.cpuMsEach ?? Number.NaN;
  const many = connections.at(-1);
  const perInvocation = many === undefined ? Number.NaN : many.opened / many.invocations;
  const measurement: Measurement = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${process.platform} ${process.arch}`,
    node: process.version,
    waitMs: WAIT_MS,
    ...byKind,
    handshakeCpuMs: rounded(((many?.cpuMsEach ?? Number.NaN) - few) / perInvocation),
    connections,
    settings: await measureSettings(share, Number(rounds)),
    breakerBytes: measureBreakers(),
    table: await measureTable(share),
  };
  const file = new URL('../results/measurement.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(measurement, null, 2)}\n`);
  console.log(JSON.stringify(measurement, null, 2));
} finally {
  share.remove();
}

/** Heap that a breaker takes, in a process of its own with the garbage collector at hand. */
function measureBreakers(): number {
  const code = `
    import { createCircuitBreakerGateway } from '@hearthgate/circuit-breaker';
    const { operations } = createCircuitBreakerGateway({ maxBreakers: ${BREAKERS} });
    await operations.call({ name: 'first', run: () => 1 });
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let number = 1; number < ${BREAKERS}; number += 1) await operations.call({ name: 'home ' + number, run: () => 1 });
    gc();
    console.log((process.memoryUsage().heapUsed - before) / ${BREAKERS});`;
  const cwd = new URL('../../..', import.meta.url);
  const flags = ['--expose-gc', '--input-type=module', '--eval', code];
  return Math.round(Number(execFileSync(process.execPath, flags, { cwd, encoding: 'utf8' })));
}
