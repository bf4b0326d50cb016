import type { Phrases } from './wording.ts';

/** Arabic. Alexa is spoken to, and speaks of itself, as a woman. */
export const arabic: Phrases = {
  greeting: 'بيتك يسمعك. ماذا تريد أن أفعل؟',
  reprompt: 'ماذا تريد أن أفعل؟',
  help: 'قل ما الذي يجب أن يفعله بيتك، مثلاً: شغّل ضوء المطبخ. ماذا تريد أن أفعل؟',
  goodbye: 'مع السلامة.',
  notUnderstood: 'لم أفهم ذلك. ماذا تريد أن أفعل؟',
  done: 'تم.',
  oneMoment: 'لحظة من فضلك.',
  switchedOff: 'الربط مع بيتك متوقف.',
  notConfigured: 'الربط مع بيتك لم يُضبط بعد. سجل الدالة يوضح ما ينقص.',
  linkAccount: 'يرجى ربط حسابك في تطبيق أليكسا أولاً.',
  unreachable: 'لا أستطيع الوصول إلى بيتك الآن.',
  tooSlow: 'لم يُجب بيتك في الوقت المناسب. ربما يُنفَّذ طلبك رغم ذلك.',
  trouble: 'أجاب بيتك بشيء غير متوقع. سجل الدالة يوضح المزيد.',
  commands: {
    yes: 'نعم',
    no: 'لا',
    pause: 'أوقف',
    resume: 'استئناف',
    next: 'التالي',
    previous: 'السابق',
    shuffleOn: 'شغّل التشغيل العشوائي',
    shuffleOff: 'أوقف التشغيل العشوائي',
    loopOn: 'شغّل التكرار',
    loopOff: 'أوقف التكرار',
  },
};
