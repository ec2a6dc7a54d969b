import * as tokens from '@cloudscape-design/design-tokens';
import type { CSSProperties } from 'react';

/** Cloudscape's colours under names of our own, for the style sheet of this page: they follow light and dark by themselves. */
export const colours = {
  '--cw-c-ground': tokens.colorBackgroundContainerContent,
  '--cw-c-ground-soft': tokens.colorBackgroundLayoutMain,
  '--cw-c-line': tokens.colorBorderDividerDefault,
  '--cw-c-line-strong': tokens.colorBorderInputDefault,
  '--cw-c-text': tokens.colorTextBodyDefault,
  '--cw-c-text-soft': tokens.colorTextBodySecondary,
  '--cw-c-accent': tokens.colorTextAccent,
  '--cw-c-accent-ground': tokens.colorBackgroundItemSelected,
  '--cw-c-focus': tokens.colorBorderItemFocused,
  '--cw-c-button': tokens.colorBackgroundButtonPrimaryDefault,
  '--cw-c-button-text': tokens.colorTextButtonPrimaryDefault,
  '--cw-c-bubble-in': tokens.colorBackgroundChatBubbleIncoming,
  '--cw-c-bubble-in-text': tokens.colorTextChatBubbleIncoming,
  '--cw-c-bubble-out': tokens.colorBackgroundChatBubbleOutgoing,
  '--cw-c-bubble-out-text': tokens.colorTextChatBubbleOutgoing,
} as CSSProperties;
