import { type EmfDocument, emfDocuments } from './emf-document.ts';
import type { MetricBuffer } from './metric-buffer.ts';
import type { MetricsSettings } from './options.ts';

/** Where the numbers of a document come from. */
export interface PublishContext {
  readonly timestampMs: number;
  readonly correlationId: string;
  readonly requestId: string | undefined;
  write(document: EmfDocument['document']): void;
}

/** Writes what a buffer collected, and counts. */
export class Publisher {
  published = 0;
  failed = 0;
  readonly #settings: MetricsSettings;

  constructor(settings: MetricsSettings) {
    this.#settings = settings;
  }

  /** How many metrics CloudWatch was told of. A document that cannot be written is lost and counted, never thrown. */
  publish(buffer: MetricBuffer, context: PublishContext): number {
    const { metrics, leftOut } = buffer.take();
    if (metrics.length === 0) return 0;
    const { timestampMs, correlationId, requestId } = context;
    const properties = {
      correlation_id: correlationId,
      ...(requestId === undefined ? {} : { requestId }),
      ...(leftOut === 0 ? {} : { values_left_out: leftOut }),
    };
    const documents = emfDocuments({ ...this.#settings, timestampMs, properties }, metrics);
    let told = 0;
    for (const { document, metrics: held } of documents) {
      try {
        context.write(document);
        this.published += 1;
        told += held;
      } catch {
        this.failed += 1;
      }
    }
    return told;
  }
}
