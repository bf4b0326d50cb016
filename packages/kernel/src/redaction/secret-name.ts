/** Names of members whose value is secret whatever it looks like; compared in lower case, letters and digits only. */
const SECRET_NAME =
  /token|secret|passw(?:or)?d|passphrase|passcode|passkey|pwd$|pincode|authori[sz]ation|bearer|jwt|cookies?$|credential|sharedaccess|connectionstring|signature|webhookid|psk$/;

/** Keys that open something, those of radio networks and devices of a home included. */
const SECRET_KEY =
  /(?:api|app|application|access|accesscontrol|account|auth|authenticated|bind|deploy|encryption|functions?|legacy|license|local|master|network|private|secret|shared|signing|ssh|subscription)key/;

/** Too short to say so within other words, as in `compass`: they end a name, as in `DB_PASS` and `unlockPin`. */
const SECRET_WORDS: ReadonlySet<string> = new Set(['pass', 'pin', 'otp', 'auth', 'sig', 'pfx']);
const CHOSEN_WORDS: ReadonlySet<string> = new Set(['pass', 'pin', 'otp']);
const LAST_WORD = /(?:^|[^A-Za-z]|[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z]))([A-Za-z]{3,4})[^A-Za-z0-9]*$/;

/** Names that end so tell something about a secret instead of holding it: `tokenType`, `secret_arn`, `tokenExpiresAt`. */
const ABOUT_SECRET =
  /(?:types?|kind|ur[il]|endpoint|expir(?:y|es|ed|ation)|expires(?:at|in|on)|(?:expiry|expiration)(?:ms|s|date|time)|ttl(?:ms|s)?|counts?|length|limit|size|names?|arn|file|path|policy|scheme|status|state)$/;

/** Members of a query that are secret there, though their name is too common to say so elsewhere. */
const SECRET_IN_QUERY = /^(?:code|key|sid|assertion|codeverifier|authsig)$/;

/** One look that spares most names the rest. */
const MAY_BE_SECRET = /tok|sec|pass|pwd|pin|otp|auth|bearer|jwt|cook|cred|key|shared|connection|sig|pfx|psk|webhook/i;

const CHOSEN_BY_PEOPLE = /passw(?:or)?d|passphrase|passcode|pwd$|pincode|psk$/;
const PLURAL = /(?:tokens|secrets|credentials|keys|passwords|cookies|signatures)$/;

/** What is compared of a name: `X-Api-Key`, `x_api_key` and `xApiKey` are one. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

/** The last word of a name if it is a short one, in lower case: `pass` of `userPass`, none of `bypass`. */
function lastWord(name: string): string {
  return LAST_WORD.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Longer names are data that got into the place of a name; their end says what they are. */
const MAX_NAME_LENGTH = 256;

/** @internal Whether any part of a text may be the name of a secret. */
export function mayHoldSecretName(text: string): boolean {
  return MAY_BE_SECRET.test(text);
}

/** Whether a member of this name is secret whatever its value looks like. */
export function isSecretName(name: string): boolean {
  if (!MAY_BE_SECRET.test(name)) return false;
  const end = name.length > MAX_NAME_LENGTH ? name.slice(-MAX_NAME_LENGTH) : name;
  if (SECRET_WORDS.has(lastWord(end))) return true;
  const compared = bare(end);
  return (SECRET_NAME.test(compared) || SECRET_KEY.test(compared)) && !ABOUT_SECRET.test(compared);
}

/** @internal Whether a member of a URL's query is secret. */
export function isSecretInQuery(name: string): boolean {
  return SECRET_IN_QUERY.test(bare(name)) || isSecretName(name);
}

/** @internal Whether people choose such secrets, so that they may look like ordinary words. */
export function isChosenByPeople(name: string): boolean {
  return CHOSEN_WORDS.has(lastWord(name)) || CHOSEN_BY_PEOPLE.test(bare(name));
}

/** @internal Whether a number under this name counts secrets instead of being one: `maxTokens: 5`. */
export function isCountName(name: string): boolean {
  return PLURAL.test(bare(name));
}

/** @internal Whether everything up to the end of the line belongs to the value: HTTP headers of many parts. */
export function isHeaderName(name: string): boolean {
  return /(?:authori[sz]ation|cookies?)$/.test(bare(name));
}
