/** What the name of a member says, whatever secrets are known. */
export interface NameVerdict {
  /** Whether the value is secret whatever it looks like. */
  readonly isSecret: boolean;
  /** Whether the name itself may be shown as it is, as long as it holds no known secret. */
  readonly isClean: boolean;
  /** In lower case. */
  readonly lower: string;
  /** Whether the value may say that what stands beside it is secret. */
  readonly isMark: boolean;
}

/** Judges names, and may remember its verdicts. */
export interface NameJudge {
  of(name: string): NameVerdict;
}
