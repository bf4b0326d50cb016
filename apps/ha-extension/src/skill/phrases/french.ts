import type { Phrases } from './wording.ts';

/** French. */
export const french: Phrases = {
  greeting: 'Votre maison vous écoute. Que dois-je faire ?',
  reprompt: 'Que dois-je faire ?',
  help: 'Dites ce que votre maison doit faire, par exemple : allume la lumière de la cuisine. Que dois-je faire ?',
  goodbye: 'Au revoir.',
  notUnderstood: "Je n'ai pas compris. Que dois-je faire ?",
  done: "C'est fait.",
  oneMoment: "Un instant, s'il vous plaît.",
  switchedOff: 'La connexion avec votre maison est désactivée.',
  notConfigured:
    "La connexion avec votre maison n'est pas encore configurée. Le journal de la fonction dit ce qui manque.",
  linkAccount: "Veuillez d'abord associer votre compte dans l'application Alexa.",
  unreachable: "Je n'arrive pas à joindre votre maison pour le moment.",
  tooSlow: "Votre maison n'a pas répondu à temps. Il se peut qu'elle exécute quand même votre demande.",
  trouble: 'Votre maison a donné une réponse inattendue. Le journal de la fonction en dit plus.',
  commands: {
    yes: 'oui',
    no: 'non',
    pause: 'pause',
    resume: 'reprends la musique',
    next: 'suivant',
    previous: 'précédent',
    shuffleOn: 'active la lecture aléatoire',
    shuffleOff: 'désactive la lecture aléatoire',
    loopOn: 'active la répétition',
    loopOff: 'désactive la répétition',
  },
};
