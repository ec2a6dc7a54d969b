/** Runs `action` at once and then at most every `milliseconds`; a call in between is made good at the end. */
export function throttle(milliseconds: number, action: () => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const run = (): void => {
    action();
    waiting = setTimeout(() => {
      waiting = undefined;
      if (!again) return;
      again = false;
      run();
    }, milliseconds);
  };
  return () => {
    if (waiting === undefined) run();
    else again = true;
  };
}
