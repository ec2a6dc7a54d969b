/** Whether two values of JSON say the same; a member that is undefined counts as one that is absent. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((value, index) => isSame(value, right[index]));
  }
  const [own, other] = [left as Record<string, unknown>, right as Record<string, unknown>];
  for (const name in own) if (!isSame(own[name], other[name])) return false;
  for (const name in other) if (other[name] !== undefined && own[name] === undefined) return false;
  return true;
}
