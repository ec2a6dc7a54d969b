import Alert from '@cloudscape-design/components/alert';
import type { ControlFailure } from '../api/call-control.ts';
import { defineWords, useWords } from '../language/words.ts';

const words = defineWords({
  en: {
    header: 'That did not work',
    unreachable: 'The sandbox does not answer. Start it again with npm start; this page comes back by itself.',
  },
  ja: {
    header: 'うまくいきませんでした',
    unreachable: 'サンドボックスが応答しません。npm start でもう一度起動してください。このページは自動で元に戻ります。',
  },
});

/** What the control API said no to, in its words; nothing when there is nothing. With `dismiss` it can be put away. */
export function Failure({
  failure,
  dismiss,
}: {
  readonly failure: ControlFailure | null | undefined;
  readonly dismiss?: () => void;
}) {
  const said = useWords(words);
  if (failure === null || failure === undefined) return null;
  return (
    <Alert
      type="error"
      header={said.header}
      {...(dismiss === undefined ? {} : { dismissible: true, onDismiss: dismiss })}
    >
      {failure.code === 'unreachable' ? said.unreachable : failure.message}
    </Alert>
  );
}
