import { defineWords } from '../../../language/words.ts';

export const slackWords = defineWords({
  en: {
    header: 'Slack',
    description: 'What your team reads in Slack, drawn as Slack draws it. Nothing is really sent.',
    channels: 'Channels',
    unread: (count: number) => `${count} unread`,
    messages: (channel: string) => `Messages in #${channel}`,
    count: (count: number) => (count === 1 ? '1 message' : `${count} messages`),
    earlier: 'Earlier messages',
    newest: 'To the newest messages',
    app: 'APP',
    empty: 'Nobody has written here yet.',
    emptyNext:
      'Start a contact, then jump to the deadline: if nobody answers in time, the channel that the policy names gets a message.',
    start: 'Start a contact',
    noChannels: 'This workspace has no channel.',
    unknownChannel: (given: string) => `There is no channel ${given}; choose one on the left.`,
    notShown: (type: string) => `A block of type “${type}”, which this page does not draw`,
    image: (text: string) => `Image: ${text}`,
    inert: 'Buttons do nothing in the sandbox',
  },
  ja: {
    header: 'Slack',
    description: 'チームの皆さんが Slack で目にする画面です。実際には送信されません。',
    channels: 'チャンネル',
    unread: (count: number) => `未読 ${count} 件`,
    messages: (channel: string) => `#${channel} のメッセージ`,
    count: (count: number) => `${count} 件のメッセージ`,
    earlier: 'これより前のメッセージ',
    newest: '最新のメッセージへ',
    app: 'アプリ',
    empty: 'このチャンネルにはまだ投稿がありません。',
    emptyNext:
      '問い合わせを始めて、期限まで時刻を進めてみてください。期限までに対応がないと、ポリシーで決めたチャンネルに知らせが届きます。',
    start: '問い合わせを始める',
    noChannels: 'このワークスペースにはチャンネルがありません。',
    unknownChannel: (given: string) => `${given} というチャンネルはありません。左の一覧から選んでください。`,
    notShown: (type: string) => `この画面では表示できないブロックです (${type})`,
    image: (text: string) => `画像: ${text}`,
    inert: 'サンドボックスではボタンを押しても何も起きません',
  },
});
