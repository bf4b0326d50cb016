/**
 * Gives a function a signal that is made when it is read. Many functions never do, and to make one takes as long as a whole
 * guarded call. A copy of the object has none.
 */
export class SignalOnRead {
  #controller: AbortController | undefined;
  #isAborted = false;
  #reason: unknown;

  /** @internal Static, so that who is given the signal cannot abort it. */
  static abort(one: SignalOnRead, reason?: unknown): void {
    if (one.#isAborted) return;
    one.#isAborted = true;
    one.#reason = reason;
    one.#controller?.abort(reason);
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#isAborted) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }
}
