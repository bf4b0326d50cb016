import type { SqsBatchAnswer, SqsMessage } from '@hearthgate/contracts';

/** How far a batch is. What was not handled when time is over comes again. */
export class BatchProgress {
  readonly #open: Set<string>;
  readonly #failed = new Set<string>();
  readonly #total: number;

  constructor(messages: readonly SqsMessage[]) {
    this.#open = new Set(messages.map(({ messageId }) => messageId));
    this.#total = this.#open.size;
  }

  end(messageId: string, failed: boolean): void {
    this.#open.delete(messageId);
    if (failed) this.#failed.add(messageId);
  }

  /**
   * The messages that come again; `undefined` when all do. Then the batch has to fail as a whole, which brings them back
   * also where the trigger does not have `ReportBatchItemFailures` on.
   */
  answer(): SqsBatchAnswer | undefined {
    const again = [...this.#failed, ...this.#open];
    if (again.length === this.#total && again.length > 0) return undefined;
    return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
  }
}

/**
 * Works on messages, so many at a time. Those of one FIFO group keep their order: one after the other, and after one that
 * failed the rest of its group is left for later. Groups, and messages of other queues, do not wait for each other.
 */
export async function runBatch(
  messages: readonly SqsMessage[],
  progress: BatchProgress,
  concurrencyOf: (queue: string) => number,
  handle: (message: SqsMessage) => Promise<boolean>,
): Promise<void> {
  const lanes = [...Map.groupBy(messages, laneOf).values()];
  const limit = Math.min(...messages.map(({ queue }) => concurrencyOf(queue)), lanes.length);
  const work = async () => {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) await runLane(lane, progress, handle);
  };
  await Promise.all(Array.from({ length: Math.max(1, limit) }, work));
}

async function runLane(
  lane: readonly SqsMessage[],
  progress: BatchProgress,
  handle: (message: SqsMessage) => Promise<boolean>,
): Promise<void> {
  let isBroken = false;
  for (const message of lane) {
    if (!isBroken) isBroken = !(await handle(message));
    progress.end(message.messageId, isBroken);
  }
}

function laneOf({ groupId, messageId }: SqsMessage): string {
  return groupId === undefined ? `message ${messageId}` : `group ${groupId}`;
}
