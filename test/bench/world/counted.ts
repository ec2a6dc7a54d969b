/** The same ports, counting calls of each method as `port.method`. */
export function counted<Ports extends object>(ports: Ports, calls: Map<string, number>): Ports {
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, countedPort(name, port as object, calls)]),
  ) as Ports;
}

/** Asking what time it is, drawing a name and logging are no calls of anything outside. */
const inside = new Set(['clock', 'identifiers', 'log']);

function countedPort(name: string, port: object, calls: Map<string, number>): object {
  if (inside.has(name)) return port;
  return Object.fromEntries(
    Object.entries(port).map(([method, member]: [string, unknown]) => {
      if (typeof member !== 'function') return [method, member];
      const key = `${name}.${method}`;
      return [
        method,
        (...rest: readonly unknown[]): unknown => {
          calls.set(key, (calls.get(key) ?? 0) + 1);
          return Reflect.apply(member, port, rest) as unknown;
        },
      ];
    }),
  );
}
