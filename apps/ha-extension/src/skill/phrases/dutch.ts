import type { Phrases } from './wording.ts';

/** Dutch. */
export const dutch: Phrases = {
  greeting: 'Je huis luistert. Wat zal ik doen?',
  reprompt: 'Wat zal ik doen?',
  help: 'Zeg wat je huis moet doen, bijvoorbeeld: doe de keukenlamp aan. Wat zal ik doen?',
  goodbye: 'Tot ziens.',
  notUnderstood: 'Dat heb ik niet begrepen. Wat zal ik doen?',
  done: 'Gedaan.',
  oneMoment: 'Een ogenblik, alsjeblieft.',
  switchedOff: 'De verbinding met je huis is uitgeschakeld.',
  notConfigured:
    'De verbinding met je huis is nog niet ingesteld. In het logboek van de functie staat wat er ontbreekt.',
  linkAccount: 'Koppel eerst je account in de Alexa-app.',
  unreachable: 'Ik kan je huis nu niet bereiken.',
  tooSlow: 'Je huis heeft niet op tijd geantwoord. Misschien gebeurt het toch nog.',
  trouble: 'Je huis gaf een onverwacht antwoord. In het logboek van de functie staat meer.',
  commands: {
    yes: 'ja',
    no: 'nee',
    pause: 'pauze',
    resume: 'hervat',
    next: 'volgende nummer',
    previous: 'vorige nummer',
    shuffleOn: 'zet shuffle aan',
    shuffleOff: 'zet shuffle uit',
    loopOn: 'zet herhalen aan',
    loopOff: 'zet herhalen uit',
  },
};
