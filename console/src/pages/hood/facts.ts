/* Careful looks into JSON whose shape only its service promises. */

export type Facts = Readonly<Record<string, unknown>>;

export const factsOf = (value: unknown): Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Facts) : {};
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const lastPart = (text: string, separator: string): string => text.slice(text.lastIndexOf(separator) + 1);
