import { isWebAddress } from '../../../format/addresses.ts';
import { unescapeSlack, type SlackInline } from './slack-tree.ts';

/**
 * What stands between `<` and `>`: a mention, a date or a link. An address that is neither http nor https becomes no link: it is shown
 * as it was written. Source: https://docs.slack.dev/messaging/formatting-message-text/
 * @param inner without the brackets
 */
export function readEntity(inner: string): SlackInline {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? undefined : unescapeSlack(inner.slice(bar + 1));
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!')) return readCommand(target.slice(1), label);
  const address = unescapeSlack(target);
  if (isWebAddress(address)) return { kind: 'link', address, label: label || address };
  if (address.startsWith('mailto:')) return { kind: 'text', text: label || address.slice('mailto:'.length) };
  return { kind: 'text', text: unescapeSlack(`<${inner}>`) };
}

function readCommand(command: string, label: string | undefined): SlackInline {
  const [name = '', ...given] = command.split('^');
  if (name === 'channel' || name === 'here' || name === 'everyone') return { kind: 'all', who: name };
  if (name === 'subteam') return { kind: 'group', id: given[0] ?? '', label };
  if (name === 'date') return readDate(given, label);
  return { kind: 'text', text: label ?? `<${command}>` };
}

function readDate([stamp = '', format = '', link]: readonly string[], label: string | undefined): SlackInline {
  const otherwise = label ?? stamp;
  const epochSeconds = /^\d{1,12}$/.test(stamp) ? Number(stamp) : undefined;
  if (epochSeconds === undefined || !format.includes('{')) return { kind: 'text', text: otherwise };
  const address = link === undefined ? undefined : unescapeSlack(link);
  return {
    kind: 'date',
    epochSeconds,
    format: unescapeSlack(format),
    address: address !== undefined && isWebAddress(address) ? address : undefined,
    otherwise,
  };
}
