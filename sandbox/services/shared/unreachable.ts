/** Ends a switch that has a case for every member: a new member without a case does not compile. */
export function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}: a fault of the sandbox, please report it`);
}
