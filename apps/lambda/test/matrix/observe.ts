import { type GatewayName, gatewayNames, matrixCells } from '@hearthgate/contracts';
import { drives } from './drives/index.ts';
import { type Removal, type Subject, startSubject } from './subject.ts';

/** One cell as it was seen. */
export interface ObservedCell {
  readonly caller: string;
  readonly callee: string;
  /** Empty for a cell that the matrix does not have. */
  readonly reason: string;
  /** Operations of the caller that were driven when the cell was used. */
  readonly drivenBy: readonly string[];
  /** Operations of the callee, with the number of calls, most used first. */
  readonly uses: readonly { readonly operation: string; readonly calls: number }[];
  readonly calls: number;
}

export interface Observation {
  readonly declared: number;
  /** The declared cells that were used. */
  readonly observed: readonly ObservedCell[];
  /** Declared cells that no operation used. */
  readonly missing: readonly string[];
  /** Cells that were used though the matrix does not have them. */
  readonly extra: readonly string[];
  /** Operations that were not called. */
  readonly undriven: readonly string[];
}

const nameOf = ({ caller, callee }: { readonly caller: string; readonly callee: string }) => `${caller} -> ${callee}`;

/** Drives every operation of every gateway in one composition and tells who called whom. */
export async function observeMatrix(removed?: Removal): Promise<Observation> {
  const subject = await startSubject(removed);
  try {
    return compare(subject, await driveAll(subject));
  } finally {
    await subject.stop();
  }
}

/** Who called whom, held against the matrix. */
export function compare(
  { environment: { statistics } }: Pick<Subject, 'environment'>,
  drivenBy: ReadonlyMap<string, ReadonlySet<string>>,
): Observation {
  const declared = matrixCells();
  const uses = Map.groupBy(statistics.cells(), nameOf);
  const reasons = new Map(declared.map((cell) => [nameOf(cell), cell.reason]));
  const observed = declared
    .filter((cell) => uses.has(nameOf(cell)))
    .map(({ caller, callee, reason }): ObservedCell => {
      const used = (uses.get(nameOf({ caller, callee })) ?? []).toSorted((one, other) => other.calls - one.calls);
      return {
        caller,
        callee,
        reason,
        drivenBy: [...(drivenBy.get(nameOf({ caller, callee })) ?? [])],
        uses: used.map(({ operation, calls }) => ({ operation, calls })),
        calls: used.reduce((sum, { calls }) => sum + calls, 0),
      };
    });
  const counted = statistics.operations();
  return {
    declared: declared.length,
    observed,
    missing: declared.map(nameOf).filter((cell) => !uses.has(cell)),
    extra: [...uses.keys()].filter((cell) => !reasons.has(cell)),
    undriven: gatewayNames.flatMap((gateway) =>
      Object.keys(drives[gateway])
        .filter((operation) => counted[gateway]?.[operation] === undefined)
        .map((operation) => `${gateway}.${operation}`),
    ),
  };
}

/** Calls every operation; answers, by cell, the caller's operations that led to its use. */
async function driveAll(subject: Subject): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const drivenBy = new Map<string, Set<string>>();
  const { statistics } = subject.environment;
  const callsByCell = () => new Map(statistics.cells().map((use) => [`${nameOf(use)}.${use.operation}`, use]));
  for (const gateway of gatewayNames) {
    for (const [operation, drive] of Object.entries(drives[gateway])) {
      const before = callsByCell();
      await (drive as (subject: Subject) => unknown)(subject);
      // Lets work behind the answer end, and the timers of this moment.
      await subject.clock.advance(1);
      for (const [key, use] of callsByCell()) {
        if (use.caller !== (gateway satisfies GatewayName) || use.calls === before.get(key)?.calls) continue;
        const cell = nameOf(use);
        drivenBy.set(cell, (drivenBy.get(cell) ?? new Set()).add(operation));
      }
    }
  }
  return drivenBy;
}
