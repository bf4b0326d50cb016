/** Words that say something about a secret and are none. */
const STATE_WORDS: ReadonlySet<string> = new Set(
  (
    'a absent accepted all already an and any are as at authentication authorization be been before but by can ' +
    'cannot check could credential credentials denied does each either empty enter error every expected expired ' +
    'failed failure false for from given has have header headers if in incorrect invalid is it its link maximum ' +
    'may minimum missing must need needed never nil no none not null of ok on only optional or please present ' +
    'received refused rejected required revoked scheme see set shall should string that the this to token tokens ' +
    'too true type undefined unexpected unknown unrecognized unset unsupported use valid was when will with wrong ' +
    'yes your you'
  ).split(' '),
);

const TRAILING = /[.,;:!?)\]}'"]{1,8}$/;

function withoutPunctuation(text: string): string {
  return text.replace(/^[('"[]/, '').replace(TRAILING, '');
}

/** Whether this is a word like `missing` or `the`, which nobody has for a secret. */
export function isStateWord(text: string): boolean {
  return text.length <= 20 && STATE_WORDS.has(withoutPunctuation(text).toLowerCase());
}

/** Whether this reads like a word of a sentence, or a small number: what machines make looks different. */
export function isPlainWord(text: string): boolean {
  return (
    text.length <= 22 && /^(?:[A-Za-z]?[a-z]{0,15}|[a-z]+['\u2019][a-z]{1,2}|\d{1,3})$/.test(withoutPunctuation(text))
  );
}
