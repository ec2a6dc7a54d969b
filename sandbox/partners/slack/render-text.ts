/** Names behind the ids that a message may mention. */
export interface SlackNames {
  readonly users: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, string>>;
}

/**
 * A message as a person reads it: mentions by name, links by label, the three escapes undone.
 * Source: https://docs.slack.dev/messaging/formatting-message-text/
 * @returns the text, and who is notified: `channel`, `here`, `everyone`, or ids of users.
 */
export function renderMessage(text: string, names: SlackNames): { text: string; mentions: readonly string[] } {
  const mentions: string[] = [];
  const rendered = text.replaceAll(/<([^<>]+)>/g, (_all, inner: string) => {
    const [target = '', label] = inner.split('|', 2);
    if (target.startsWith('@')) {
      mentions.push(target.slice(1));
      return `@${names.users[target.slice(1)] ?? label ?? target.slice(1)}`;
    }
    if (target.startsWith('#')) return `#${names.channels[target.slice(1)] ?? label ?? target.slice(1)}`;
    if (target === '!channel' || target === '!here' || target === '!everyone') {
      mentions.push(target.slice(1));
      return `@${target.slice(1)}`;
    }
    if (target.startsWith('!')) return label ?? target.slice(1);
    return label === undefined ? target : `${label} (${target})`;
  });
  return { text: unescape(rendered), mentions };
}

const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
