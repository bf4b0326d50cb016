/**
 * Gives a function a signal that is made when it is read. Many functions never do, and to make one takes as long as a whole
 * guarded call. A copy of the object has none.
 */
export class SignalOnRead {
  #made: AbortController | undefined;

  /** @internal Static, so that who is given the signal cannot abort it. */
  static abort(one: SignalOnRead, reason?: unknown): void {
    one.#controller.abort(reason);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get #controller(): AbortController {
    this.#made ??= new AbortController();
    return this.#made;
  }
}
