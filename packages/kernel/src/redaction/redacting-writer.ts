// A walk for speed: it redacts plain data and writes it as JSON text at once, where `RedactingCopy` makes a copy to be
// written afterwards, which takes three times as long. The text is that of the copy, and whatever is not simple is left to
// be copied (test/redacting-writer.property.test.ts holds one against the other).
import { judgeName } from './name-verdicts.ts';
import { isPlainText } from './plain-text.ts';
import { hideIn, holdsKnown } from './redact-text.ts';
import { NO_SECRETS, REDACTED, type SecretForms } from './secret-forms.ts';
import { isHarmlessNumber, isSecretHeader, isToldUnderSecretName, marksBeside } from './value-rules.ts';

/** Larger and deeper data is copied instead: the copy has bounds of its own, and says where it was cut. */
const MAX_VALUES = 200;
const MAX_DEPTH = 4;

/** Names are few and come again; those that a caller makes up from data must not fill the memory. */
const MAX_KEPT_NAMES = 500;
const MAX_KEPT_LENGTH = 64;

/** Whatever is not surely written as it stands: quotes, backslashes, and all but printable ASCII. */
const MAYBE_ESCAPED = /[^ !#-[\]-~]/;

const REDACTED_JSON = JSON.stringify(REDACTED);
const hasOwn = Object.prototype.hasOwnProperty;

/** What is to be known of the name of a member. */
interface Name {
  /** `,"name":` */
  readonly json: string;
  /** Whether it is written as it is, as long as it holds no known secret. */
  readonly isSimple: boolean;
  readonly isExcepted: boolean;
  readonly isSecret: boolean;
  readonly isMark: boolean;
}

/** Writes values as JSON text without secrets; `undefined` is its answer to all that has to be copied. */
export class RedactingWriter {
  /** Whether all that was written since `begin` surely has no character beyond ASCII. */
  isAscii = true;
  /** The text that was quoted last, without secrets. */
  lastText = '';
  readonly #except: ReadonlySet<string>;
  readonly #names = new Map<string, Name>();
  #forms: SecretForms = NO_SECRETS;
  #valuesLeft = 0;
  /** The text that was last written as it is, as identifiers come twice in a row and again with the next line. */
  #plain = '';
  #plainJson = '""';

  /** @param except names that may not stand at the top */
  constructor(except: ReadonlySet<string>) {
    this.#except = except;
  }

  begin(forms: SecretForms): void {
    this.isAscii = true;
    if (forms !== this.#forms) {
      this.#forms = forms;
      this.#plain = '';
      this.#plainJson = '""';
    }
    this.#valuesLeft = MAX_VALUES;
  }

  /** `,"room":"hall"` for each member. Throws what a getter or a trap throws. */
  membersOf(data: object): string | undefined {
    return this.#members(data, 0);
  }

  /** As `membersOf`, of data in which excepted names may stand. */
  membersOfAnyName(data: object): string | undefined {
    return this.#members(data, 1);
  }

  /** A text without secrets. */
  hidden(text: string): string {
    return hideIn(text, this.#forms);
  }

  /** JSON text of a text without secrets, quotes included. */
  quoted(text: string): string {
    this.lastText = text;
    if (text === this.#plain) return this.#plainJson;
    if (isPlainText(text) && !holdsKnown(text, this.#forms)) {
      this.#plain = text;
      this.#plainJson = `"${text}"`;
      return this.#plainJson;
    }
    const safe = hideIn(text, this.#forms);
    this.lastText = safe;
    if (!MAYBE_ESCAPED.test(safe)) return `"${safe}"`;
    this.isAscii = false;
    return JSON.stringify(safe);
  }

  #members(data: object, depth: number): string | undefined {
    const prototype: unknown = Object.getPrototypeOf(data);
    if (prototype !== Object.prototype && prototype !== null) return undefined;
    if (typeof (data as { readonly toJSON?: unknown }).toJSON === 'function') return undefined;
    let members = '';
    // This way to ask whether it is the object's own costs nothing in such a loop; other ways cost more than the reading.
    for (const name in data) {
      if (!hasOwn.call(data, name)) continue;
      const known = this.#names.get(name) ?? this.#learn(name);
      const { isSimple, isSecret } = known;
      if (!isSimple || (known.isExcepted && depth === 0) || holdsKnown(name, this.#forms)) return undefined;
      const value = (data as Record<string, unknown>)[name];
      if (known.isMark && marksBeside(name, value).length > 0) return undefined;
      const json = isSecret ? shownUnderSecretName(name, value) : this.#jsonOf(value, depth);
      if (json === undefined) return undefined;
      if (json !== '') members += known.json + json;
    }
    return members;
  }

  /** Empty for what JSON leaves out. */
  #jsonOf(value: unknown, depth: number): string | undefined {
    this.#valuesLeft -= 1;
    if (this.#valuesLeft < 0) return undefined;
    switch (typeof value) {
      case 'string':
        return this.quoted(value);
      case 'number':
        if (!Number.isFinite(value)) return undefined;
        return isHarmlessNumber(value, this.#forms) ? String(value) : REDACTED_JSON;
      case 'boolean':
        return value ? 'true' : 'false';
      case 'undefined':
        return '';
      case 'object':
        if (value === null) return 'null';
        if (depth >= MAX_DEPTH) return undefined;
        return Array.isArray(value) ? this.#list(value, depth + 1) : this.#object(value, depth + 1);
      default:
        return undefined;
    }
  }

  #object(value: object, depth: number): string | undefined {
    const members = this.#members(value, depth);
    if (members === undefined) return undefined;
    return members === '' ? '{}' : `{${members.slice(1)}}`;
  }

  #list(list: readonly unknown[], depth: number): string | undefined {
    if (list.length > this.#valuesLeft) return undefined;
    let items = '';
    let previous: unknown;
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index];
      const isHidden = typeof item === 'string' && item !== '' && isSecretHeader(previous);
      const json = isHidden ? REDACTED_JSON : this.#jsonOf(item, depth);
      if (json === undefined) return undefined;
      if (index > 0) items += ',';
      items += json === '' ? 'null' : json;
      previous = item;
    }
    return `[${items}]`;
  }

  #learn(name: string): Name {
    const { isClean, isSecret, isMark } = this.#forms.names?.of(name) ?? judgeName(name);
    const isSimple = isClean && name.length <= MAX_KEPT_LENGTH && !MAYBE_ESCAPED.test(name);
    const learned = { json: `,"${name}":`, isSimple, isExcepted: this.#except.has(name), isSecret, isMark };
    if (name.length > MAX_KEPT_LENGTH) return learned;
    if (this.#names.size >= MAX_KEPT_NAMES) this.#names.clear();
    this.#names.set(name, learned);
    return learned;
  }
}

function shownUnderSecretName(name: string, value: unknown): string {
  return isToldUnderSecretName(name, value) ? (JSON.stringify(value) ?? '') : REDACTED_JSON;
}
