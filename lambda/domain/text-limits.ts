/*
 * Text from outside goes into mails, tasks and Slack messages; each has its own dangers and its own length.
 */

/** Shortens to at most `maximum` UTF-16 units, on a code point boundary, with an ellipsis. */
export function limitText(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > maximum - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** One line for a header or a title: line breaks and other control characters become one space. */
export function singleLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not reach a header
  return text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();
}

/**
 * Escapes text for a Slack message. These three characters are all that Slack asks for, and enough to keep outside text
 * from mentioning anybody. Source: https://docs.slack.dev/messaging/formatting-message-text/
 */
export function escapeForSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
