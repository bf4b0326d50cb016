import type { Phrases } from './wording.ts';

/** German. */
export const german: Phrases = {
  greeting: 'Dein Zuhause hört zu. Was soll ich tun?',
  reprompt: 'Was soll ich tun?',
  help: 'Sag, was dein Zuhause tun soll, zum Beispiel: Schalte das Küchenlicht ein. Was soll ich tun?',
  goodbye: 'Auf Wiederhören.',
  notUnderstood: 'Das habe ich nicht verstanden. Was soll ich tun?',
  done: 'Erledigt.',
  oneMoment: 'Einen Moment, bitte.',
  switchedOff: 'Die Brücke zu deinem Zuhause ist ausgeschaltet.',
  notConfigured:
    'Die Brücke zu deinem Zuhause ist noch nicht eingerichtet. Im Protokoll der Funktion steht, was fehlt.',
  linkAccount: 'Bitte verknüpfe zuerst dein Konto in der Alexa-App.',
  unreachable: 'Ich erreiche dein Zuhause gerade nicht.',
  tooSlow: 'Dein Zuhause hat nicht rechtzeitig geantwortet. Vielleicht wird es trotzdem noch ausgeführt.',
  trouble: 'Dein Zuhause hat etwas Unerwartetes geantwortet. Im Protokoll der Funktion steht mehr.',
  commands: {
    yes: 'ja',
    no: 'nein',
    pause: 'pause',
    resume: 'weiter',
    next: 'nächster Titel',
    previous: 'vorheriger Titel',
    shuffleOn: 'Zufallswiedergabe ein',
    shuffleOff: 'Zufallswiedergabe aus',
    loopOn: 'Wiederholung ein',
    loopOff: 'Wiederholung aus',
  },
};
