// The one place where a line is written for speed: pino's own way takes three times as long, most of it for what lines
// here never have. What is written is what pino would write (test/line-text.property.test.ts holds it against pino, and
// says the two differences); what would be a matter of pino's own is left to it.
import type { LogLevel } from '@hearthgate/contracts';
import { pinoLevels } from './line-format.ts';
import type { LineEnvelope } from './line-record.ts';

/** Writes a line as JSON text that ends with a line feed; `undefined` where only pino can. */
export type LineWriter = (
  level: LogLevel,
  envelope: LineEnvelope,
  told: Readonly<Record<string, unknown>>,
) => string | undefined;

/** Whatever is not surely written as it stands: quotes, backslashes, and all but printable ASCII. */
const MAYBE_ESCAPED = /[^ !#-[\]-~]/;

/** Names are few and come again; those that a caller makes up from data must not fill the memory. */
const MAX_KEPT_NAMES = 500;
const MAX_KEPT_LENGTH = 64;

/** What the gateway's own members may tell once more in the place of the envelope. */
const TOLD_TWICE = 'cold_start';

export function createLineWriter(serviceName: string): LineWriter {
  const service = JSON.stringify(serviceName);
  const heads = new Map<LogLevel, string>();
  const names = new Map<string, string>();
  let chain: readonly string[] | undefined;
  let chainText = '';

  const headOf = (level: LogLevel): string => {
    let head = heads.get(level);
    if (head === undefined) {
      head = `{"level":"${pinoLevels[level].toUpperCase()}","service":${service},"timestamp":"`;
      heads.set(level, head);
    }
    return head;
  };

  /** `,"name":` */
  const nameTextOf = (name: string): string => {
    let text = names.get(name);
    if (text === undefined) {
      text = `,${JSON.stringify(name)}:`;
      if (names.size >= MAX_KEPT_NAMES) names.clear();
      if (name.length <= MAX_KEPT_LENGTH) names.set(name, text);
    }
    return text;
  };

  /** The list of gateways never changes, and mostly it is that of the line before. */
  const chainTextOf = (gateways: readonly string[]): string => {
    if (gateways !== chain) {
      chainText = `,"gateway_chain":${JSON.stringify(gateways)}`;
      chain = Object.isFrozen(gateways) ? gateways : undefined;
    }
    return chainText;
  };

  return (level, envelope, told) => {
    const { timestamp, message, correlation_id, requestId, xray_trace_id, gateway_chain, cold_start } = envelope;
    if (typeof requestId === 'object' || Object.hasOwn(told, TOLD_TWICE)) return undefined;
    let text = `${headOf(level)}${timestamp}","message":${quoted(message)},"correlation_id":${quoted(correlation_id)}`;
    if (requestId !== undefined) text += `,"requestId":${quoted(requestId)}`;
    if (xray_trace_id !== undefined) text += `,"xray_trace_id":${quoted(xray_trace_id)}`;
    text += chainTextOf(gateway_chain);
    if (cold_start === true) text += ',"cold_start":true';
    for (const name of Object.keys(told)) {
      const value = told[name];
      if (value === undefined) continue;
      const json = jsonOf(value);
      // pino has a way of its own with errors.
      if (json === undefined || name === 'err') return undefined;
      text += nameTextOf(name) + json;
    }
    return `${text}}\n`;
  };
}

/** Nothing for a value that JSON does not know, or that says itself how it is written. */
function jsonOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null';
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      try {
        return JSON.stringify(value);
      } catch {
        return undefined;
      }
    default:
      return undefined;
  }
}

function quoted(text: string): string {
  return MAYBE_ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}
