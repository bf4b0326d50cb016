import type { Phrases } from './wording.ts';

/** Portuguese, as it is spoken in Brazil. */
export const portuguese: Phrases = {
  greeting: 'Sua casa está ouvindo. O que eu devo fazer?',
  reprompt: 'O que eu devo fazer?',
  help: 'Diga o que sua casa deve fazer, por exemplo: acenda a luz da cozinha. O que eu devo fazer?',
  goodbye: 'Até logo.',
  notUnderstood: 'Não entendi. O que eu devo fazer?',
  done: 'Pronto.',
  oneMoment: 'Um momento, por favor.',
  switchedOff: 'A conexão com a sua casa está desligada.',
  notConfigured: 'A conexão com a sua casa ainda não foi configurada. O registro da função diz o que falta.',
  linkAccount: 'Primeiro vincule sua conta no aplicativo Alexa.',
  unreachable: 'Não consigo falar com a sua casa agora.',
  tooSlow: 'Sua casa não respondeu a tempo. Talvez ela ainda faça o que você pediu.',
  trouble: 'Sua casa respondeu algo inesperado. O registro da função diz mais.',
  commands: {
    yes: 'sim',
    no: 'não',
    pause: 'pausar',
    resume: 'continuar',
    next: 'próxima música',
    previous: 'música anterior',
    shuffleOn: 'ligar o modo aleatório',
    shuffleOff: 'desligar o modo aleatório',
    loopOn: 'ligar a repetição',
    loopOff: 'desligar a repetição',
  },
};
