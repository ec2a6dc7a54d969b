import Flashbar from '@cloudscape-design/components/flashbar';
import { defineWords, useWords } from '../language/words.ts';
import { connection } from '../live/stream.ts';
import { useStore } from '../live/store.ts';

const words = defineWords({
  en: {
    header: 'The sandbox has gone',
    content: 'What you see is as it was last told. Start it again with npm start; this page comes back by itself.',
  },
  ja: {
    header: 'サンドボックスにつながりません',
    content: '画面は最後に届いた内容のままです。npm start でもう一度起動すると、このページは自動で元に戻ります。',
  },
});

/** Says that the sandbox no longer answers, for as long as it does not. */
export function ConnectionNotice() {
  const said = useWords(words);
  const lost = useStore(connection) === 'lost';
  return (
    <Flashbar items={lost ? [{ id: 'connection', type: 'error', header: said.header, content: said.content }] : []} />
  );
}
