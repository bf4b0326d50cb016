import { RedactingWriter } from './redacting-writer.ts';
import type { SecretForms } from './secret-forms.ts';

/** What a redaction looks at before a line is written. */
interface Said {
  readonly message: string;
  readonly correlationId: string;
  readonly requestId: string | undefined;
  /** Plain data. */
  readonly data: object | undefined;
}

/**
 * What is said in a line. `redact` answers its text without secrets (`DraftText`), made in the same walk, as long as the
 * data is simple; then nothing is copied. Any other redaction sees an object and answers a copy of its members.
 */
export class LineDraft implements Said {
  readonly message: string;
  readonly correlationId: string;
  readonly requestId: string | undefined;
  readonly data: object | undefined;
  readonly #writer: DraftWriter;

  constructor(writer: DraftWriter, { message, correlationId, requestId, data }: Said) {
    this.message = message;
    this.correlationId = correlationId;
    this.requestId = requestId;
    this.data = data;
    this.#writer = writer;
  }

  /** @internal The text of a draft; `undefined` for anything else, and where a copy has to be made. Never throws. */
  static textOf(value: unknown, forms: SecretForms): DraftText | undefined {
    // A proxy has no say in this.
    return typeof value === 'object' && value !== null && #writer in value
      ? value.#writer.write(value, forms)
      : undefined;
  }
}

/** The text of a draft, without secrets. */
export class DraftText {
  readonly message: string;
  /** Quotes included. */
  readonly messageJson: string;
  readonly correlationId: string;
  readonly requestId: string | undefined;
  /** The members of the data, `,"room":"hall"` for each. */
  readonly membersJson: string;
  /** Whether the JSON texts surely have no character beyond ASCII. */
  readonly isAscii: boolean;

  constructor(
    message: string,
    messageJson: string,
    correlationId: string,
    requestId: string | undefined,
    membersJson: string,
    isAscii: boolean,
  ) {
    this.message = message;
    this.messageJson = messageJson;
    this.correlationId = correlationId;
    this.requestId = requestId;
    this.membersJson = membersJson;
    this.isAscii = isAscii;
  }
}

/** Writes drafts, and remembers what one line has in common with the next. */
export class DraftWriter {
  readonly #writer: RedactingWriter;
  #forms: SecretForms | undefined;
  #correlationId = '';
  #requestId: string | undefined;
  #safeCorrelationId = '';
  #safeRequestId: string | undefined;

  /** @param except names that may not stand at the top of data: a draft that has one is copied */
  constructor(except: ReadonlySet<string>) {
    this.#writer = new RedactingWriter(except);
  }

  /** A draft of nothing but data. */
  draftOf(data: object): LineDraft {
    return new LineDraft(this, { message: '', correlationId: '', requestId: undefined, data });
  }

  /** @internal */
  write({ message, correlationId, requestId, data }: Said, forms: SecretForms): DraftText | undefined {
    const writer = this.#writer;
    writer.begin(forms);
    const membersJson = data === undefined ? '' : writer.membersOf(data);
    if (membersJson === undefined) return undefined;
    const messageJson = writer.quoted(message);
    const safeMessage = writer.lastText;
    // The same all through an invocation.
    if (forms !== this.#forms || correlationId !== this.#correlationId || requestId !== this.#requestId) {
      this.#safeCorrelationId = writer.hidden(correlationId);
      this.#safeRequestId = requestId === undefined ? undefined : writer.hidden(requestId);
      this.#forms = forms;
      this.#correlationId = correlationId;
      this.#requestId = requestId;
    }
    const { isAscii } = writer;
    return new DraftText(safeMessage, messageJson, this.#safeCorrelationId, this.#safeRequestId, membersJson, isAscii);
  }
}
