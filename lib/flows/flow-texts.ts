/** What flows say to customers. Each sentence must make sense alone: which of them are said depends on the branch. */
export interface FlowTexts {
  /** Nobody is on duty; the request is being recorded. */
  readonly nobodyOnDuty: string;
  /** The request was recorded; the answers follow. */
  readonly recorded: string;
  /** After the answers. */
  readonly weWillAnswer: string;
  /** The request could not be recorded and nobody is on duty: what to do. */
  readonly failed: string;
  /** The request could not be recorded, but an agent is about to take over. */
  readonly failedButConnecting: string;
  /** In place of a name that profiles or cases did not take. */
  readonly nameNotConfirmed: string;
  /** In place of a required answer that the case did not take. */
  readonly seeRecord: string;
  /** Labels of the answers that are no field. */
  readonly answers: { readonly name: string; readonly email: string };
}

export const flowTexts: Readonly<Record<'ja' | 'en', FlowTexts>> = {
  ja: {
    nobodyOnDuty:
      'お問い合わせありがとうございます。ただいま対応できる担当者がおりません。ご予約の内容をお預かりします。',
    recorded: '以下の内容で受け付けました。',
    weWillAnswer: '担当者より折り返しご連絡いたします。このままチャットを閉じていただいて構いません。',
    failed:
      '申し訳ございません。ご予約の内容を登録できませんでした。お手数ですが、しばらくしてからもう一度お試しいただくか、営業時間内にお問い合わせください。',
    failedButConnecting: '申し訳ございません。ご予約の内容を登録できませんでした。これから担当者がお話をうかがいます。',
    nameNotConfirmed: 'お名前未確認',
    seeRecord: '(チャットの記録を参照)',
    answers: { name: 'お名前', email: 'メールアドレス' },
  },
  en: {
    nobodyOnDuty: 'Thank you for contacting us. Nobody is available right now. We are taking down your request.',
    recorded: 'We have recorded your request:',
    weWillAnswer: 'We will get back to you. You may close this chat now.',
    failed:
      'We are sorry: your request could not be recorded. Please try again in a while, or contact us during opening hours.',
    failedButConnecting:
      'We are sorry: your request could not be recorded. We are connecting you with somebody who can help.',
    nameNotConfirmed: 'Name not confirmed',
    seeRecord: '(see the record of the chat)',
    answers: { name: 'Name', email: 'E-mail' },
  },
};
