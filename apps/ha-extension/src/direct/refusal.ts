import type { JsonObject } from '../bridge/json.ts';

/** Why a directive is not carried out, as the error that Alexa gets. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** A type of Alexa.ErrorResponse, whichever its namespace. */
  readonly type: string;
  /** Members of the error's payload beside type and message. */
  readonly detail: JsonObject;

  constructor(type: string, message: string, detail: JsonObject = {}) {
    super(message);
    this.type = type;
    this.detail = detail;
  }
}
