import type { Phrases } from './wording.ts';

/** English. */
export const english: Phrases = {
  greeting: 'Your home is listening. What should I do?',
  reprompt: 'What should I do?',
  help: 'Say what your home should do, for example: turn on the kitchen light. What should I do?',
  goodbye: 'Goodbye.',
  notUnderstood: 'I did not understand that. What should I do?',
  done: 'Done.',
  oneMoment: 'One moment, please.',
  switchedOff: 'The bridge to your home is switched off.',
  notConfigured: 'The bridge to your home is not set up yet. The log of the function says what is missing.',
  linkAccount: 'Please link your account in the Alexa app first.',
  unreachable: 'I cannot reach your home right now.',
  tooSlow: 'Your home did not answer in time. It may still do what you asked.',
  trouble: 'Your home answered something unexpected. The log of the function says more.',
  commands: {
    yes: 'yes',
    no: 'no',
    pause: 'pause',
    resume: 'resume',
    next: 'next track',
    previous: 'previous track',
    shuffleOn: 'turn shuffle on',
    shuffleOff: 'turn shuffle off',
    loopOn: 'turn repeat on',
    loopOff: 'turn repeat off',
  },
};
