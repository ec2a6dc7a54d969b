/** JSON as its value, anything else as the text that it is. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is no JSON is shown as it came.
    return text;
  }
}
