import type { LogParams, StartupReport } from '@hearthgate/contracts';
import type { InitializationPorts } from '../ports.ts';
import type { StartupSupport } from './startup.ts';

const levels = { ready: 'info', degraded: 'warning', failed: 'error' } as const;

/** Tells of start-up through the peers: a metric for each stage, and in the end one line. */
export function reportThrough(peers: InitializationPorts): StartupSupport {
  const { logging, metrics, security, utility } = peers;
  const record = (name: string, value = 0) => metrics.recordMetric({ name, value, unit: 'Milliseconds' });
  return {
    explain: (error) => security.sanitizeError({ error }).message,
    onStageEnd: ({ name, durationMs }) => record(`StartupStage.${name}`, durationMs),
    onEnd(report) {
      record('Startup', report.durationMs);
      logging.log(startupLine(report, (durationMs) => utility.formatDuration({ durationMs })));
    },
  };
}

function startupLine(report: StartupReport, format: (durationMs: number) => string): LogParams {
  const { state, durationMs, stages, initializationType } = report;
  const succeeded = stages.filter((stage) => stage.state === 'succeeded').length;
  return {
    level: levels[state],
    message: `Start-up ${state} in ${format(durationMs)}, ${succeeded} of ${stages.length} stages`,
    data: { durationMs, initializationType, stages },
  };
}

/** Tells that the environment lay still while time went on. */
export function reportResume({ logging, metrics, utility }: InitializationPorts, skippedMs: number): void {
  metrics.recordMetric({ name: 'EnvironmentResume', value: 1, unit: 'Count' });
  const message = `The environment was resumed after ${utility.formatDuration({ durationMs: skippedMs })}`;
  logging.log({ level: 'info', message, data: { skippedMs } });
}
