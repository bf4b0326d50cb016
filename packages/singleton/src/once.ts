import type { Pending, WorkGraph } from './work-graph.ts';

/** Functions that run once: whoever comes later gets the first result, unless the run failed. */
export class Once {
  readonly #runs = new Map<string, Pending<unknown>>();
  readonly #graph: WorkGraph;

  constructor(graph: WorkGraph) {
    this.#graph = graph;
  }

  async execute<Result>(key: string, run: () => Result | Promise<Result>): Promise<Result> {
    let pending = this.#runs.get(key);
    if (pending === undefined) {
      pending = this.#graph.start(`once ${key}`, run);
      this.#runs.set(key, pending);
      pending.result.catch(() => this.#runs.delete(key));
    }
    return this.#graph.wait(pending as Pending<Result>);
  }
}
