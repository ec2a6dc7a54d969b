/** A piece of a line. Text in it is meant for the eye: Slack's three escapes are undone, and nothing in it is markup. */
export type SlackInline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly content: readonly SlackInline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'emoji'; readonly name: string; readonly character: string }
  /** `address` is http or https. */
  | { readonly kind: 'link'; readonly address: string; readonly label: string }
  | { readonly kind: 'user' | 'channel' | 'group'; readonly id: string; readonly label: string | undefined }
  /** Everybody in the channel, those of them who are active, or everybody. */
  | { readonly kind: 'all'; readonly who: 'channel' | 'here' | 'everyone' }
  | {
      readonly kind: 'date';
      readonly epochSeconds: number;
      /** Text with tokens such as `{date_short}`. */
      readonly format: string;
      readonly address: string | undefined;
      /** For readers who cannot work the date out. */
      readonly otherwise: string;
    };

/** A part of a message, from top to bottom. */
export type SlackPart =
  | { readonly kind: 'lines' | 'quote'; readonly lines: readonly (readonly SlackInline[])[] }
  | { readonly kind: 'code'; readonly text: string };

/** Undoes the three escapes that Slack knows, once. */
export const unescapeSlack = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt);/g, (_, name: string) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'));
