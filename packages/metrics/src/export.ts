import type { ExportMetricsParams } from '@hearthgate/contracts';
import { DocumentWriter, type Environment, GatewayError, knownSecrets, type Redactions } from '@hearthgate/kernel';
import type { EmfDocument } from './emf/emf-document.ts';
import { prometheusText } from './prometheus/prometheus-text.ts';
import type { SeriesStore } from './series/series-store.ts';

export interface ExportInput {
  readonly store: SeriesStore;
  readonly namespace: string;
  readonly service: string;
  readonly environment: Environment;
  /** What `publish` would write now. */
  readonly documents: () => readonly EmfDocument[];
  readonly redactions: Redactions;
}

/** Metrics as text. Throws `METRICS_UNKNOWN_FORMAT`. */
export function exportText(format: ExportMetricsParams['format'], input: ExportInput): string {
  const { store, namespace, service, environment } = input;
  const operations = environment.statistics.operations();
  const secrets = knownSecrets(environment);
  switch (format) {
    case 'prometheus':
      return prometheusText({ namespace, service, series: store.without(secrets), operations });
    case 'json':
      return JSON.stringify({ namespace, service, operations, metrics: store.summaries(secrets) });
    case 'emf': {
      const writer = new DocumentWriter();
      return input
        .documents()
        .map(({ head, members }) => `${writer.textOf(head, members, secrets, input.redactions)}\n`)
        .join('');
    }
    default:
      throw new GatewayError('METRICS_UNKNOWN_FORMAT', 'The format is json, prometheus or emf.');
  }
}
