import { defineWords } from '../../language/words.ts';

export const mailWords = defineWords({
  en: {
    header: 'Mail',
    description: 'Mails that were sent, as they arrive in a mail program. Nothing leaves this machine.',
    list: 'Mails, newest first',
    from: 'From',
    to: 'To',
    subject: 'Subject',
    date: 'Date',
    about: 'About',
    noSubject: '(no subject)',
    empty: 'No mail has been sent yet.',
    emptyNext: 'Start a contact, then jump to the deadline: if nobody answers in time, the owner gets a mail.',
    missing: 'There is no such mail. Choose one from the list.',
  },
  ja: {
    header: 'メール',
    description: '送られたメールを、受信した人のメールソフトと同じ形で表示します。実際には送信されません。',
    list: 'メール (新しい順)',
    from: '差出人',
    to: '宛先',
    subject: '件名',
    date: '日時',
    about: '関連',
    noSubject: '(件名なし)',
    empty: 'まだメールは送られていません。',
    emptyNext:
      '問い合わせを始めて、期限まで時刻を進めてみてください。期限までに対応がないと、担当者にメールが届きます。',
    missing: 'このメールはありません。一覧から選んでください。',
  },
});
