import type { Phrases } from './wording.ts';

/** Italian. */
export const italian: Phrases = {
  greeting: 'La tua casa ti ascolta. Cosa devo fare?',
  reprompt: 'Cosa devo fare?',
  help: 'Di’ cosa deve fare la tua casa, per esempio: accendi la luce della cucina. Cosa devo fare?',
  goodbye: 'A presto.',
  notUnderstood: 'Non ho capito. Cosa devo fare?',
  done: 'Fatto.',
  oneMoment: 'Un momento, per favore.',
  switchedOff: 'Il collegamento con la tua casa è disattivato.',
  notConfigured:
    'Il collegamento con la tua casa non è ancora configurato. Il registro della funzione dice che cosa manca.',
  linkAccount: "Prima collega il tuo account nell'app Alexa.",
  unreachable: 'In questo momento non riesco a contattare la tua casa.',
  tooSlow: 'La tua casa non ha risposto in tempo. Può darsi che esegua comunque la richiesta.',
  trouble: 'La tua casa ha risposto qualcosa di inatteso. Il registro della funzione dice di più.',
  commands: {
    yes: 'sì',
    no: 'no',
    pause: 'pausa',
    resume: 'riprendi',
    next: 'prossima canzone',
    previous: 'canzone precedente',
    shuffleOn: 'attiva la riproduzione casuale',
    shuffleOff: 'disattiva la riproduzione casuale',
    loopOn: 'attiva la ripetizione',
    loopOff: 'disattiva la ripetizione',
  },
};
