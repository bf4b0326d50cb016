import type { Phrases } from './wording.ts';

/** Japanese. */
export const japanese: Phrases = {
  greeting: 'お家が聞いています。何をしましょうか？',
  reprompt: '何をしましょうか？',
  help: 'お家にしてほしいことを言ってください。たとえば、キッチンの電気をつけて。何をしましょうか？',
  goodbye: 'さようなら。',
  notUnderstood: 'よくわかりませんでした。何をしましょうか？',
  done: 'できました。',
  oneMoment: '少々お待ちください。',
  switchedOff: 'お家との接続はオフになっています。',
  notConfigured: 'お家との接続はまだ設定されていません。足りないものは関数のログに書かれています。',
  linkAccount: 'まずAlexaアプリでアカウントをリンクしてください。',
  unreachable: '今、お家につながりません。',
  tooSlow: 'お家から時間内に返事がありませんでした。このあと実行されるかもしれません。',
  trouble: 'お家から予期しない返事がありました。詳しくは関数のログをご覧ください。',
  commands: {
    yes: 'はい',
    no: 'いいえ',
    pause: '一時停止',
    resume: '再開',
    next: '次の曲',
    previous: '前の曲',
    shuffleOn: 'シャッフルをオンにして',
    shuffleOff: 'シャッフルをオフにして',
    loopOn: 'リピートをオンにして',
    loopOff: 'リピートをオフにして',
  },
};
