// Syntax of 2018 only: every Node that reads modules at all must get as far as saying that it is too old.
const wanted = [20, 19];

/** Calls `begin` when this Node is new enough, else prints one line and fails. `begin` imports what needs new syntax. */
export function onNewEnoughNode(begin) {
  const found = process.versions.node.split('.').map(Number);
  if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
    const line = `casewarden needs Node.js ${wanted.join('.')} or newer; found ${process.versions.node}.`;
    process.stderr.write(`${line} Get it from https://nodejs.org\n`);
    process.exitCode = 1;
    return;
  }
  begin().catch((error) => {
    process.stderr.write(`casewarden: ${error && error.stack ? error.stack : error}\n`);
    process.exitCode = 1;
  });
}
