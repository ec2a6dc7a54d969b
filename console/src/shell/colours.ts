import * as tokens from '@cloudscape-design/design-tokens';

/** Cloudscape's colours under names that style sheets can use; they change with light and dark. */
const colours = {
  '--cw-line': tokens.colorBorderDividerDefault,
  '--cw-text': tokens.colorTextBodyDefault,
  '--cw-text-quiet': tokens.colorTextBodySecondary,
  '--cw-text-error': tokens.colorTextStatusError,
  '--cw-text-success': tokens.colorTextStatusSuccess,
  '--cw-accent': tokens.colorTextAccent,
  '--cw-background': tokens.colorBackgroundContainerContent,
  '--cw-background-page': tokens.colorBackgroundLayoutMain,
  '--cw-background-info': tokens.colorBackgroundStatusInfo,
  '--cw-background-success': tokens.colorBackgroundStatusSuccess,
  '--cw-background-warning': tokens.colorBackgroundStatusWarning,
  '--cw-background-error': tokens.colorBackgroundStatusError,
} as const;

/** Puts them on the body, where Cloudscape's own change. */
export function applyColours(): void {
  for (const [name, value] of Object.entries(colours)) document.body.style.setProperty(name, value);
}
