import type { SettingSource } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import type { ShutdownHost } from './execution/shutdown.ts';

export interface InitializationOptions {
  /** How AWS started this environment. Default: `AWS_LAMBDA_INITIALIZATION_TYPE`, or `unknown` without it. */
  readonly initializationType?: string | undefined;
  /** Where settings and secrets live besides the environment, by a name of your own. Default: none. */
  readonly sources?: Readonly<Record<string, SettingSource>> | undefined;
  /** How long a source may take, in milliseconds. Default 3,000. */
  readonly sourceTimeoutMs?: number | undefined;
  /** By how many milliseconds the wall clock must have run ahead for a resume. Default 10,000. */
  readonly resumeThresholdMs?: number | undefined;
  /** What cleanups have after SIGTERM, in milliseconds; Lambda kills the process after 500. Default 400. */
  readonly shutdownMs?: number | undefined;
  /** The name under which this function registers with the Extensions API. Default `hearthgate`. */
  readonly extensionName?: string | undefined;
  /** Where SIGTERM comes from and how the process ends. Default: this process. */
  readonly shutdownHost?: ShutdownHost | undefined;
}

type CheckedOptions = Required<
  Pick<
    { readonly [Name in keyof InitializationOptions]-?: NonNullable<InitializationOptions[Name]> },
    'sources' | 'sourceTimeoutMs' | 'resumeThresholdMs' | 'shutdownMs' | 'extensionName'
  >
>;

/** Header values are sent as they are, so only plain names pass. */
const EXTENSION_NAME = /^[A-Za-z0-9._-]{1,128}$/;

/** @throws GatewayError `KERNEL_INVALID_PARAMS` that names the option. */
export function checkOptions(options: InitializationOptions): CheckedOptions {
  const { sources = {}, extensionName = 'hearthgate' } = options;
  const wrong = Object.entries(sources).find(([, source]) => typeof source !== 'function');
  if (wrong !== undefined) throw invalid(`The source "${wrong[0]}" is a function of names.`);
  if (!EXTENSION_NAME.test(extensionName)) throw invalid('extensionName has 1 to 128 of A-Z a-z 0-9 . _ -');
  return {
    sources,
    extensionName,
    sourceTimeoutMs: milliseconds('sourceTimeoutMs', options.sourceTimeoutMs ?? 3_000),
    resumeThresholdMs: milliseconds('resumeThresholdMs', options.resumeThresholdMs ?? 10_000),
    shutdownMs: milliseconds('shutdownMs', options.shutdownMs ?? 400),
  };
}

function milliseconds(name: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw invalid(`${name} is a positive number of milliseconds.`);
}

function invalid(message: string): GatewayError {
  return new GatewayError('KERNEL_INVALID_PARAMS', message);
}
