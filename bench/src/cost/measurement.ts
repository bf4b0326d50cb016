import { readFileSync } from 'node:fs';

/** Sizes of memory that are compared, MB. */
export const memorySizesMb: readonly MemoryMb[] = [128, 256, 512];
export type MemoryMb = 128 | 256 | 512;

/** What an invocation is about. `down`: the home refuses connections; `open`: its breaker is open. */
export type Kind = 'control' | 'report' | 'discovery' | 'skill' | 'down' | 'open';
export const kinds: readonly Kind[] = ['control', 'report', 'discovery', 'skill', 'down', 'open'];

/** Milliseconds beyond the wait for the home, by what share of a CPU there is. */
export interface Spent {
  /** CPU time of the whole process, on a CPU of its own. */
  readonly cpuMs: number;
  readonly fullMs: number;
  /** With the CPU that this much memory brings. */
  readonly atMemoryMs: Readonly<Record<MemoryMb, number>>;
}

export interface KindMeasured {
  readonly warm: Spent;
  /** Lines and bytes of the log that the function writes itself. */
  readonly logLines: number;
  readonly logBytes: number;
  /** Bytes on the way to the home, TLS included, and of the answer. */
  readonly sentBytes: number;
  readonly answerBytes: number;
}

export interface TableUseMeasured {
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** What `measure.ts` has seen on one machine; everything in `docs/cost.md` follows from it and from stated assumptions. */
export interface Measurement {
  readonly date: string;
  readonly machine: string;
  readonly node: string;
  /** How long the home waited before it answered. */
  readonly waitMs: number;
  /** From the spawn of the process to its first request for an event. */
  readonly init: Spent;
  /** The first invocation, TLS handshake and what is loaded lazily included. */
  readonly first: Spent;
  /** CPU time of a TLS handshake: of an invocation that needs a new connection, less one that does not. */
  readonly handshakeCpuMs: number;
  readonly kinds: Readonly<Record<Kind, KindMeasured>>;
  /** Invocations for homes drawn at random, in one environment. */
  readonly connections: readonly {
    readonly homes: number;
    readonly invocations: number;
    readonly opened: number;
    readonly cpuMsEach: number;
  }[];
  /** Start with so many homes in the settings: until the first answer, CPU time. */
  readonly settings: readonly { readonly homes: number; readonly startCpuMs: number; readonly rssMb: number }[];
  readonly breakerBytes: number;
  readonly table: Readonly<Record<TableMoment, TableUseMeasured>>;
}

/** When the table is used: the state of the breaker was read never, just now, 6 s ago, 11 s ago; and what happens. */
export type TableMoment =
  | 'start'
  | 'first'
  | 'fresh'
  | 'aging'
  | 'old'
  | 'record'
  | 'discovery'
  | 'rediscovery'
  | 'opening'
  | 'failedProbe'
  | 'closing';

const FILE = new URL('results/measurement.json', import.meta.url);

export function readMeasurement(): Measurement {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Measurement;
}
