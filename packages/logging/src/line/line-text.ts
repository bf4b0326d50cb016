// The one place where a line is written for speed: pino's own way takes three times as long, most of it for what lines
// here never have. What is written is what pino would write (test/line-text.property.test.ts holds it against pino, and
// says the two differences); what would be a matter of pino's own is left to it.
import type { LogLevel } from '@hearthgate/contracts';
import type { DraftText } from '@hearthgate/kernel';
import { pinoLevels } from './line-format.ts';
import type { LineEnvelope } from './line-record.ts';

/** Whatever is not surely written as it stands: quotes, backslashes, and all but printable ASCII. */
const MAYBE_ESCAPED = /[^ !#-[\]-~]/;

/** Names are few and come again; those that a caller makes up from data must not fill the memory. */
const MAX_KEPT_NAMES = 500;
const MAX_KEPT_LENGTH = 64;

/** The one member of the envelope that the gateway's own members may tell, too: theirs stands in its place. */
const TOLD_TWICE = 'cold_start';

/** What a line says of the invocation that it belongs to. */
export interface InvocationFacts {
  readonly traceId: string | undefined;
  readonly gatewayChain: readonly string[];
  readonly coldStart: boolean;
}

/** Writes lines as JSON text that ends with a line feed. */
export class LineWriter {
  /** Whether the last line surely has no character beyond ASCII, so that its size is its length. */
  isAscii = true;
  /** Characters of the last text that are those of members. */
  toldLength = 0;
  readonly #service: string;
  readonly #isServiceAscii: boolean;
  readonly #heads = new Map<LogLevel, string>();
  readonly #names = new Map<string, string>();
  #chain: readonly string[] | undefined;
  #chainText = '';
  #placeText = '';
  #placeIds: readonly (string | undefined)[] = [];
  #placeChain: readonly string[] | undefined;
  #isPlaceCold = false;
  #isPlaceAscii = true;

  constructor(serviceName: string) {
    this.#service = JSON.stringify(serviceName);
    this.#isServiceAscii = !MAYBE_ESCAPED.test(serviceName);
  }

  /** One line; `undefined` where only pino can write it. */
  write(level: LogLevel, envelope: LineEnvelope, told: Readonly<Record<string, unknown>>): string | undefined {
    const { timestamp, message, correlation_id, requestId, xray_trace_id, gateway_chain, cold_start } = envelope;
    if (typeof requestId === 'object') return undefined;
    this.isAscii = this.#isServiceAscii;
    let text = `${this.#headOf(level)}${timestamp}","message":${this.#quoted(message)}`;
    text += `,"correlation_id":${this.#quoted(correlation_id)}`;
    if (requestId !== undefined) text += `,"requestId":${this.#quoted(requestId)}`;
    if (xray_trace_id !== undefined) text += `,"xray_trace_id":${this.#quoted(xray_trace_id)}`;
    text += this.#chainTextOf(gateway_chain);
    const coldStart = Object.hasOwn(told, TOLD_TWICE) ? told[TOLD_TWICE] : cold_start;
    if (typeof coldStart === 'boolean') text += `,"cold_start":${coldStart}`;
    else if (coldStart !== undefined) return undefined;
    for (const name of Object.keys(told)) {
      const value = told[name];
      if (value === undefined || name === TOLD_TWICE) continue;
      const json = this.#jsonOf(value);
      // pino has a way of its own with errors.
      if (json === undefined || name === 'err') return undefined;
      text += this.#nameTextOf(name) + json;
    }
    return `${text}}\n`;
  }

  /**
   * One line of what was redacted and written already.
   *
   * @param ownColdStart what the line says of a cold start, where it is told as a member of its own
   */
  writeText(
    level: LogLevel,
    timestamp: string,
    said: DraftText,
    { traceId, gatewayChain, coldStart }: InvocationFacts,
    ownColdStart?: boolean,
  ): string {
    const place = this.#placeTextOf(said, traceId, gatewayChain, ownColdStart === undefined && coldStart);
    this.isAscii = said.isAscii && this.#isServiceAscii && this.#isPlaceAscii;
    const told = ownColdStart === undefined ? said.membersJson : `,"cold_start":${ownColdStart}${said.membersJson}`;
    this.toldLength = told.length;
    return `${this.#headOf(level)}${timestamp}","message":${said.messageJson}${place}${told}}\n`;
  }

  /** Identifiers, chain and cold start, which are the same all through an invocation. */
  #placeTextOf(
    { correlationId, requestId }: DraftText,
    traceId: string | undefined,
    gatewayChain: readonly string[],
    coldStart: boolean,
  ): string {
    if (
      gatewayChain !== this.#placeChain ||
      correlationId !== this.#placeIds[0] ||
      requestId !== this.#placeIds[1] ||
      traceId !== this.#placeIds[2] ||
      coldStart !== this.#isPlaceCold
    ) {
      this.isAscii = true;
      let text = `,"correlation_id":${this.#quoted(correlationId)}`;
      if (requestId !== undefined) text += `,"requestId":${this.#quoted(requestId)}`;
      if (traceId !== undefined) text += `,"xray_trace_id":${this.#quoted(traceId)}`;
      text += this.#chainTextOf(gatewayChain);
      if (coldStart) text += ',"cold_start":true';
      this.#placeText = text;
      this.#placeIds = [correlationId, requestId, traceId];
      // A list that may change is looked at anew.
      this.#placeChain = Object.isFrozen(gatewayChain) ? gatewayChain : undefined;
      this.#isPlaceCold = coldStart;
      this.#isPlaceAscii = this.isAscii;
    }
    return this.#placeText;
  }

  #headOf(level: LogLevel): string {
    let head = this.#heads.get(level);
    if (head === undefined) {
      head = `{"level":"${pinoLevels[level].toUpperCase()}","service":${this.#service},"timestamp":"`;
      this.#heads.set(level, head);
    }
    return head;
  }

  /** `,"name":` */
  #nameTextOf(name: string): string {
    const kept = this.#names.get(name);
    if (kept !== undefined) return kept;
    const text = `,${this.#quoted(name)}:`;
    // Those of other characters are looked at again, so that the size of their lines is counted.
    if (name.length > MAX_KEPT_LENGTH || MAYBE_ESCAPED.test(name)) return text;
    if (this.#names.size >= MAX_KEPT_NAMES) this.#names.clear();
    this.#names.set(name, text);
    return text;
  }

  /** The list of gateways never changes, and mostly it is that of the line before. */
  #chainTextOf(gateways: readonly string[]): string {
    if (gateways !== this.#chain) {
      const isAscii = this.isAscii;
      this.isAscii = true;
      this.#chainText = `,"gateway_chain":[${gateways.map((name) => this.#quoted(name)).join(',')}]`;
      // A list that may change, or whose size has to be counted, is looked at anew.
      this.#chain = Object.isFrozen(gateways) && this.isAscii ? gateways : undefined;
      this.isAscii &&= isAscii;
    }
    return this.#chainText;
  }

  /** Nothing for a value that JSON does not know, or that says itself how it is written. */
  #jsonOf(value: unknown): string | undefined {
    switch (typeof value) {
      case 'string':
        return this.#quoted(value);
      case 'number':
        return Number.isFinite(value) ? String(value) : 'null';
      case 'boolean':
        return value ? 'true' : 'false';
      case 'object':
        if (value === null) return 'null';
        this.isAscii = false;
        try {
          return JSON.stringify(value);
        } catch {
          return undefined;
        }
      default:
        return undefined;
    }
  }

  #quoted(text: string): string {
    if (!MAYBE_ESCAPED.test(text)) return `"${text}"`;
    this.isAscii = false;
    return JSON.stringify(text);
  }
}
