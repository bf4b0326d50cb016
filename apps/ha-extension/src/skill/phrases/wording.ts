/** What the skill says by itself. The home's own answers come in the language that the home answers in. */
export interface Phrases {
  readonly greeting: string;
  readonly reprompt: string;
  readonly help: string;
  readonly goodbye: string;
  readonly notUnderstood: string;
  readonly done: string;
  /** Said while the home is still busy. */
  readonly oneMoment: string;
  readonly switchedOff: string;
  readonly notConfigured: string;
  readonly linkAccount: string;
  readonly unreachable: string;
  readonly tooSlow: string;
  readonly trouble: string;
  readonly commands: Commands;
}

/**
 * What the home is told for an intent of Alexa's own, which comes without words. Pause, resume, next and previous are
 * sentences of Home Assistant's own intents, where it has them in the language (home-assistant-intents 2026.10.27).
 */
export interface Commands {
  readonly yes: string;
  readonly no: string;
  readonly pause: string;
  readonly resume: string;
  readonly next: string;
  readonly previous: string;
  readonly shuffleOn: string;
  readonly shuffleOff: string;
  readonly loopOn: string;
  readonly loopOff: string;
}
