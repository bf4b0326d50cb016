/** Counters of one operation, kept by the pipeline without any code in the operation. */
export interface OperationStatistics {
  calls: number;
  errors: number;
  totalMs: number;
  maxMs: number;
}

/** How often one gateway called an operation of another. */
export interface CellUse {
  readonly caller: string;
  readonly callee: string;
  readonly operation: string;
  calls: number;
}

/** The pipeline's own counters for one composition: every operation, and every call between gateways. */
export class Statistics {
  readonly #operations = new Map<string, Map<string, OperationStatistics>>();
  readonly #cells = new Map<string, CellUse>();

  /** The live counters of an operation; the pipeline holds on to them. */
  operation(gateway: string, operation: string): OperationStatistics {
    let table = this.#operations.get(gateway);
    if (table === undefined) {
      table = new Map();
      this.#operations.set(gateway, table);
    }
    let statistics = table.get(operation);
    if (statistics === undefined) {
      statistics = { calls: 0, errors: 0, totalMs: 0, maxMs: 0 };
      table.set(operation, statistics);
    }
    return statistics;
  }

  /** The live counter of one gateway calling an operation of another. */
  cell(caller: string, callee: string, operation: string): CellUse {
    const key = `${caller}>${callee}.${operation}`;
    let use = this.#cells.get(key);
    if (use === undefined) {
      use = { caller, callee, operation, calls: 0 };
      this.#cells.set(key, use);
    }
    return use;
  }

  /** Counters by gateway and operation; only operations that were called. */
  operations(): Readonly<Record<string, Readonly<Record<string, Readonly<OperationStatistics>>>>> {
    return Object.fromEntries(
      [...this.#operations].map(([gateway, table]) => [
        gateway,
        Object.fromEntries([...table].filter(([, one]) => one.calls > 0).map(([name, one]) => [name, { ...one }])),
      ]),
    );
  }

  /** Calls between gateways that happened at least once. */
  cells(): readonly Readonly<CellUse>[] {
    return [...this.#cells.values()].filter((use) => use.calls > 0).map((use) => ({ ...use }));
  }
}
