import type { Invocation, InvocationOutcome } from '../invocation.ts';
import { summariseAnswer } from './answer-summary.ts';
import { summariseEvent } from './event-summary.ts';
import { type InvocationRecord, type Remark, readFunctionLog } from './function-log.ts';
import { viewJsonText } from './json-view.ts';
import { mask, oneLine, secretsIn } from './printable.ts';
import { createTerminalStyle, type TerminalStyle } from './terminal-style.ts';

const MAX_ASKED_CHARACTERS = 80;
const MAX_ANSWER_CHARACTERS = 120;
const MAX_REMARK_CHARACTERS = 160;
const MAX_REMARKS = 8;

export interface InvocationLineOptions {
  /** Default false; see `wantsColours`. */
  readonly colours?: boolean;
  /** Further strings that must not be shown, for instance a configured token. What the event carries is known. */
  readonly secrets?: readonly string[];
}

/** The parts of the line, for those who lay them out otherwise. */
export interface InvocationParts {
  readonly asked: string;
  readonly answer: string;
  readonly ok: boolean;
  /** Gateways joined by ` > `; empty when the function did not say. */
  readonly chain: string;
  /** For instance `41 ms`. */
  readonly duration: string;
  /** `cache hit`, `cache miss`, `cache 2/3`, or empty when the cache was not asked. */
  readonly cache: string;
  /** For instance `cold start 212 ms`; empty when warm. */
  readonly coldStart: string;
  /** For instance `61 MB`; empty when unknown. */
  readonly memory: string;
  readonly remarks: readonly Remark[];
}

/** Takes an invocation apart for printing. Whatever it contains, the parts are clean single-line text without secrets. */
export function describeInvocation(invocation: Invocation, secrets: readonly string[] = []): InvocationParts {
  const event = viewJsonText(invocation.payload);
  const { record, remarks } = readFunctionLog(invocation.logLines);
  const { text, ok: isGoodAnswer } = summariseAnswer(invocation.outcome);
  // An apology is a good answer to Alexa, and bad news for the person at the terminal.
  const ok = isGoodAnswer && record?.cause === undefined;
  const hidden = [...secrets, ...secretsIn(event.value)];
  const safe = (part: string, maxCharacters: number) => oneLine(mask(part, hidden), maxCharacters);
  const memoryMb = record?.memoryUsedMb ?? invocation.maxMemoryUsedMb;
  return {
    asked: safe(summariseEvent(event), MAX_ASKED_CHARACTERS),
    answer: safe(record?.cause ? `${text} (${record.cause})` : text, MAX_ANSWER_CHARACTERS),
    ok,
    chain: safe(record?.gateways.join(' > ') ?? '', MAX_REMARK_CHARACTERS),
    duration: milliseconds(record?.durationMs ?? invocation.durationMs),
    cache: cacheUse(record),
    coldStart: coldStart(invocation, record),
    memory: memoryMb === undefined ? '' : `${Math.round(memoryMb)} MB`,
    remarks: [...whereThrown(invocation.outcome), ...remarks].map((remark) => ({
      ...remark,
      text: safe(remark.text, MAX_REMARK_CHARACTERS),
    })),
  };
}

/**
 * One readable line about an invocation; below it, indented, what the function warned of.
 * For instance `✓ PowerController.TurnOn light#kitchen → Response  lambda > http-client  41 ms  cache hit`.
 */
export function formatInvocation(invocation: Invocation, options: InvocationLineOptions = {}): string {
  const style = createTerminalStyle(options.colours ?? false);
  const parts = describeInvocation(invocation, options.secrets);
  const result = parts.ok
    ? `${style.good('✓')} ${parts.asked} → ${parts.answer}`
    : `${style.bad('✗')} ${parts.asked} → ${style.bad(parts.answer)}`;
  const facts = [parts.chain, parts.duration, parts.cache, parts.memory, parts.coldStart];
  const line = [result, ...facts.filter((fact) => fact !== '').map(style.faint)].join('  ');
  return [line, ...remarkLines(parts.remarks, style)].join('\n');
}

function remarkLines(remarks: readonly Remark[], style: TerminalStyle): readonly string[] {
  const paint = { plain: style.faint, warning: style.warning, error: style.bad };
  const label = { plain: '', warning: 'warning: ', error: 'error: ' };
  const lines = remarks
    .slice(0, MAX_REMARKS)
    .map(({ severity, text }) => `    ${paint[severity](label[severity] + text)}`);
  const left = remarks.length - lines.length;
  return left > 0 ? [...lines, `    ${style.faint(`and ${left} more`)}`] : lines;
}

/** The topmost frame of the stack, which is the line to look at. */
function whereThrown(outcome: InvocationOutcome): readonly Remark[] {
  const frame = 'trace' in outcome ? outcome.trace.find((line) => /^\s*at /.test(line)) : undefined;
  return frame === undefined ? [] : [{ severity: 'plain', text: frame }];
}

function cacheUse(record: InvocationRecord | undefined): string {
  const hits = record?.cacheHits ?? 0;
  const asked = hits + (record?.cacheMisses ?? 0);
  if (asked === 0) return '';
  if (hits === 0) return 'cache miss';
  return hits === asked ? 'cache hit' : `cache ${hits}/${asked}`;
}

function coldStart({ initDurationMs }: Invocation, record: InvocationRecord | undefined): string {
  if (initDurationMs !== undefined) return `cold start ${milliseconds(initDurationMs)}`;
  return record?.coldStart ? 'cold start' : '';
}

function milliseconds(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}
