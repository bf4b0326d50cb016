import type { MetricsGateway } from '@hearthgate/contracts';
import type { Environment, Variables } from '@hearthgate/kernel';
import { createTestEnvironment } from '@hearthgate/testing';
import { createMetricsGateway, type MetricsOptions, type MetricsPorts } from '../src/index.ts';

export interface Captured {
  readonly metrics: MetricsGateway;
  readonly environment: Environment & ReturnType<typeof createTestEnvironment>;
  /** Documents that went to the destination, parsed from the lines. */
  documents(): Record<string, unknown>[];
  /** The names that the documents define as metrics, in order. */
  names(): string[];
}

export interface CaptureOptions extends MetricsOptions {
  readonly variables?: Variables;
  readonly peers?: Partial<MetricsPorts>;
}

/** A metrics gateway whose documents are kept. */
export function captureMetrics({ variables, peers, ...options }: CaptureOptions = {}): Captured {
  const lines: string[] = [];
  const environment = createTestEnvironment({ variables });
  const destination = { write: (line: string) => void lines.push(line) };
  const metrics = createMetricsGateway({ destination, ...options }, { environment, peers });
  const documents = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    metrics,
    environment,
    documents,
    names: () => documents().flatMap((document) => definitionsOf(document).map(({ Name }) => Name)),
  };
}

/** A logging peer that takes documents and warnings, or does with them what a test wants. */
export function fakeLogging(own: Partial<MetricsPorts['logging']> = {}): MetricsPorts['logging'] {
  return {
    writeDocument() {},
    warning() {},
    getStatus: () => ({
      gateway: 'logging',
      state: 'healthy',
      reasons: [],
      level: 'info',
      linesWritten: 0,
      linesDropped: 0,
      linesFolded: 0,
      linesBuffered: 0,
      bytesWritten: 0,
    }),
    ...own,
  };
}

/** The metric definitions of a document. */
export function definitionsOf(document: Record<string, unknown>): { readonly Name: string; readonly Unit: string }[] {
  const metadata = document._aws as { CloudWatchMetrics: { Metrics: { Name: string; Unit: string }[] }[] } | undefined;
  return metadata?.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics) ?? [];
}
