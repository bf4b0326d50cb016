/** An error whose message is meant for the person at the terminal: printed without a stack, then `exitCode`. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
  /** 1: could not do it; 2: was asked wrongly. */
  readonly exitCode: number;

  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
