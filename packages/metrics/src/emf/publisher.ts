import type { BufferContent, MetricBuffer } from '../recording/metric-buffer.ts';
import { keyOf } from '../series/series-store.ts';
import { EmfDirectives } from './emf-directives.ts';
import { type EmfDocument, emfDocuments } from './emf-document.ts';

export interface PublisherSettings {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly publishedMetrics: ReadonlySet<string> | undefined;
}

/** Where the numbers of a document come from. */
export interface PublishContext {
  readonly timestampMs: number;
  readonly correlationId: string;
  readonly requestId: string | undefined;
  write(document: EmfDocument): void;
}

/** Writes what a buffer collected, and counts. */
export class Publisher {
  published = 0;
  failed = 0;
  /** The custom metrics that CloudWatch was told of, which is what it bills. */
  readonly customMetrics: Set<string> = new Set();
  readonly #settings: PublisherSettings;
  readonly #directives: EmfDirectives;

  constructor(settings: PublisherSettings) {
    this.#settings = settings;
    this.#directives = new EmfDirectives(settings.namespace);
  }

  /** How many metrics CloudWatch was told of. A document that cannot be written is lost and counted, never thrown. */
  publish(buffer: MetricBuffer, context: PublishContext): number {
    const documents = this.documents(buffer.content(), context);
    buffer.clear();
    let told = 0;
    for (const document of documents) {
      try {
        context.write(document);
        this.published += 1;
        told += document.published.length;
        for (const { identity } of document.published) {
          this.customMetrics.add(keyOf(identity.name, identity.dimensions));
        }
      } catch {
        this.failed += 1;
      }
    }
    return told;
  }

  documents({ metrics, leftOut }: BufferContent, context: PublishContext): readonly EmfDocument[] {
    if (metrics.length === 0) return [];
    const { timestampMs, correlationId, requestId } = context;
    const properties = {
      correlation_id: correlationId,
      ...(requestId === undefined ? {} : { requestId }),
      ...(leftOut === 0 ? {} : { values_left_out: leftOut }),
    };
    return emfDocuments({ ...this.#settings, timestampMs, properties }, metrics, this.#directives);
  }
}

/** A document as the one line that CloudWatch reads, without the line feed. */
export function documentLine(head: string, members: unknown): string {
  const rest = JSON.stringify(members);
  return head === '' ? rest : `{${head}${rest === '{}' ? '' : ','}${rest.slice(1)}`;
}
