/** What a security gateway is made with. */
export interface SecurityOptions {
  /**
   * Secrets that are hidden from the start, as if registered: at least 8 characters each. Default: none.
   * More can follow through `registerSecret`.
   */
  readonly secrets?: readonly string[] | undefined;
}
