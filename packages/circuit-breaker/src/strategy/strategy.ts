/** Decides from how calls end when a closed breaker opens. A new one is made, or reset, whenever the breaker closes. */
export interface Strategy {
  /** A call succeeded. */
  success(): void;
  /** A call failed; answers whether that is enough to open. */
  failure(): boolean;
  /** Forgets what was seen. */
  reset(): void;
}
