import { RedactingWriter } from './redacting-writer.ts';
import type { SecretForms } from './secret-forms.ts';

/** What a redaction looks at before a line is written. */
export interface Said {
  readonly message: string;
  readonly correlationId: string;
  readonly requestId?: string | undefined;
  readonly error?: object | undefined;
  /** Members that were bound beforehand. */
  readonly fields?: object | undefined;
  readonly data?: object | undefined;
  /** Members of whoever writes the line, which may have any name. */
  readonly own?: object | undefined;
}

/**
 * What is said in a line. `redact` answers its text without secrets (`DraftText`), made in the same walk, as long as all of
 * it is simple; then nothing is copied. Any other redaction sees an object and answers a copy of its members.
 */
export class LineDraft implements Said {
  readonly message: string;
  readonly correlationId: string;
  readonly requestId: string | undefined;
  readonly error: object | undefined;
  readonly fields: object | undefined;
  readonly data: object | undefined;
  readonly own: object | undefined;
  readonly #writer: DraftWriter;

  constructor(writer: DraftWriter, { message, correlationId, requestId, error, fields, data, own }: Said) {
    this.message = message;
    this.correlationId = correlationId;
    this.requestId = requestId;
    this.error = error;
    this.fields = fields;
    this.data = data;
    this.own = own;
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
  /** The error, and then the members of fields, data and the writer's own: `,"room":"hall"` for each. */
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

  /** @param except names that may not stand at the top of fields and data: a draft that has one is copied */
  constructor(except: ReadonlySet<string>) {
    this.#writer = new RedactingWriter(except);
  }

  /** A draft of nothing but data. */
  draftOf(data: object): LineDraft {
    return new LineDraft(this, { message: '', correlationId: '', data });
  }

  /** @internal */
  write(said: LineDraft, forms: SecretForms): DraftText | undefined {
    const { message, correlationId, requestId } = said;
    const writer = this.#writer;
    writer.begin(forms);
    let membersJson: string | undefined;
    try {
      membersJson = this.#membersOf(said);
    } catch {
      // A getter or a trap; the copy says which.
    }
    if (membersJson === undefined) return undefined;
    const messageJson = writer.quoted(message);
    const safeMessage = writer.lastText;
    // The same all through an invocation.
    if (forms !== this.#forms || correlationId !== this.#correlationId || requestId !== this.#requestId) {
      this.#safeCorrelationId = writer.hidden(correlationId);
      // Mostly one is the other.
      this.#safeRequestId =
        requestId === correlationId ? this.#safeCorrelationId : requestId && writer.hidden(requestId);
      this.#forms = forms;
      this.#correlationId = correlationId;
      this.#requestId = requestId;
    }
    const { isAscii } = writer;
    return new DraftText(safeMessage, messageJson, this.#safeCorrelationId, this.#safeRequestId, membersJson, isAscii);
  }

  #membersOf({ error, fields, data, own }: LineDraft): string | undefined {
    const writer = this.#writer;
    if (error === undefined && fields === undefined && own === undefined) {
      return data === undefined ? '' : writer.membersOf(data);
    }
    // Where two have a member of one name, only a copy can tell which is meant.
    if (haveOneName(fields, data) || haveOneName(own, data) || haveOneName(own, fields)) return undefined;
    const errorJson = error === undefined ? '' : writer.membersOfAnyName({ error });
    const fieldsJson = fields === undefined ? '' : writer.membersOf(fields);
    const dataJson = data === undefined ? '' : writer.membersOf(data);
    const ownJson = own === undefined ? '' : writer.membersOfAnyName(own);
    if (errorJson === undefined || fieldsJson === undefined || dataJson === undefined) return undefined;
    return ownJson === undefined ? undefined : errorJson + fieldsJson + dataJson + ownJson;
  }
}

function haveOneName(left: object | undefined, right: object | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  for (const name in left) if (name in right) return true;
  return false;
}
