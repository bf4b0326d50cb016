import type { Commands } from './phrases/wording.ts';
import type { SkillRequest } from './skill-request.ts';

/** What an intent asks for: something of the skill itself, or a sentence for the home. */
export type IntentMeaning =
  | { readonly kind: 'goodbye' | 'help' | 'repeat' | 'start-over' | 'denied' | 'not-understood' }
  | { readonly kind: 'sentence'; readonly text: string };

/**
 * Amazon's own intents (developer.amazon.com, Standard Built-in Intents) that the skill answers itself. To start over is
 * to begin a new conversation. All others about lists and screens have nothing here to act on.
 */
const ownAnswers: ReadonlyMap<string, Exclude<IntentMeaning['kind'], 'sentence'>> = new Map([
  ['AMAZON.StopIntent', 'goodbye'],
  ['AMAZON.CancelIntent', 'goodbye'],
  ['AMAZON.NavigateHomeIntent', 'goodbye'],
  ['AMAZON.HelpIntent', 'help'],
  ['AMAZON.FallbackIntent', 'not-understood'],
  ['AMAZON.RepeatIntent', 'repeat'],
  ['AMAZON.StartOverIntent', 'start-over'],
]);

/** Those that the home is told of, in words of its language. */
const commands: ReadonlyMap<string, keyof Commands> = new Map([
  ['AMAZON.YesIntent', 'yes'],
  ['AMAZON.NoIntent', 'no'],
  ['AMAZON.PauseIntent', 'pause'],
  ['AMAZON.ResumeIntent', 'resume'],
  ['AMAZON.NextIntent', 'next'],
  ['AMAZON.PreviousIntent', 'previous'],
  ['AMAZON.ShuffleOnIntent', 'shuffleOn'],
  ['AMAZON.ShuffleOffIntent', 'shuffleOff'],
  ['AMAZON.LoopOnIntent', 'loopOn'],
  ['AMAZON.LoopOffIntent', 'loopOff'],
]);

/**
 * What the person said, as far as Alexa passes it on: an intent of Amazon's own in the words for it; the text of the
 * slots, which for a skill with one free slot is the whole sentence; otherwise the words in the intent's name.
 */
export function meaningOf(request: SkillRequest, words: Commands): IntentMeaning {
  const { intent = '', slots } = request;
  const ownAnswer = ownAnswers.get(intent);
  if (ownAnswer !== undefined) return { kind: ownAnswer };
  if (request.isDenied) return { kind: 'denied' };
  const command = commands.get(intent);
  if (command !== undefined) return { kind: 'sentence', text: words[command] };
  if (slots.length > 0) return { kind: 'sentence', text: slots.map((slot) => slot.text).join(' ') };
  // An English name of Amazon's is nobody's sentence, and neither is one whose slots are still to come.
  const text = intent.startsWith('AMAZON.') || request.isUnfinished ? '' : wordsIn(intent);
  return text === '' ? { kind: 'not-understood' } : { kind: 'sentence', text };
}

/** Whether the skill can say by itself what an intent means to it; `home` when that is for the home to say. */
export function answererOf({ intent = '', slots }: SkillRequest): 'skill' | 'home' | 'nobody' {
  const own = ownAnswers.get(intent);
  if (own !== undefined) return own === 'not-understood' ? 'nobody' : 'skill';
  return commands.has(intent) || slots.length > 0 ? 'home' : 'nobody';
}

function wordsIn(name: string): string {
  return name
    .replace(/Intent$/, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase();
}
