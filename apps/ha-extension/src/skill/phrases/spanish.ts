import type { Phrases } from './wording.ts';

/** Spanish, in words that Spain, Mexico and the United States share. */
export const spanish: Phrases = {
  greeting: 'Tu casa te escucha. ¿Qué hago?',
  reprompt: '¿Qué hago?',
  help: 'Di qué debe hacer tu casa, por ejemplo: enciende la luz de la cocina. ¿Qué hago?',
  goodbye: 'Hasta luego.',
  notUnderstood: 'No te he entendido. ¿Qué hago?',
  done: 'Hecho.',
  oneMoment: 'Un momento, por favor.',
  switchedOff: 'La conexión con tu casa está desactivada.',
  notConfigured: 'La conexión con tu casa aún no está configurada. El registro de la función dice qué falta.',
  linkAccount: 'Primero vincula tu cuenta en la aplicación Alexa.',
  unreachable: 'Ahora mismo no puedo comunicarme con tu casa.',
  tooSlow: 'Tu casa no ha respondido a tiempo. Puede que aun así haga lo que pediste.',
  trouble: 'Tu casa ha respondido algo inesperado. El registro de la función dice más.',
  commands: {
    yes: 'sí',
    no: 'no',
    pause: 'pausa',
    resume: 'continúa',
    next: 'siguiente canción',
    previous: 'canción anterior',
    shuffleOn: 'activa el modo aleatorio',
    shuffleOff: 'desactiva el modo aleatorio',
    loopOn: 'activa la repetición',
    loopOff: 'desactiva la repetición',
  },
};
