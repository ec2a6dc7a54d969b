/*
 * The seam between the real handlers and the simulated world. A port of `lambda/domain/ports.ts` has asynchronous methods; the
 * world implements the same methods synchronously and atomically, and the wire puts virtual time and faults in between. So every
 * await of a `run.ts` on a port is one call of the wire, and one place at which a run can be killed.
 */

/** A port whose methods answer at once. What is no method stays as it is. */
export type Sync<Port> = {
  readonly [Key in keyof Port]: Port[Key] extends (...rest: infer Arguments) => Promise<infer Answer>
    ? (...rest: Arguments) => Answer
    : Port[Key];
};

/** What may happen to a call beside succeeding. */
export type CallFault =
  /** The run ends before the call is made: nothing after it is ever executed, `finally` included. */
  | { readonly kind: 'killed before' }
  /** The call is made, and the run ends before its answer comes. */
  | { readonly kind: 'killed after' }
  /** The call is made, and its answer is this error: nobody knows whether it was made. */
  | { readonly kind: 'answer lost'; readonly error: Error }
  /** The call is not made, and its answer is this error. */
  | { readonly kind: 'refused'; readonly error: Error };

/** What decides how long a call takes and what goes wrong with it. */
export interface CallFate {
  readonly milliseconds: number;
  readonly fault?: CallFault;
}

/** One invocation of a function, for the wire. */
export interface Run {
  readonly functionName: string;
  isDead: boolean;
}

export interface Wire {
  /** Decides what becomes of a call, at the moment at which it is made. */
  fateOf(run: Run, port: string, method: string, rest: readonly unknown[]): CallFate;
  /** Runs `act` that much later in virtual time. */
  after(milliseconds: number, act: () => void): void;
}

/** The port as a run gets it: each method takes virtual time and may fail as the wire says. */
export function wired<Port extends object>(wire: Wire, run: Run, name: string, port: Sync<Port>): Port {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return async (...rest: readonly unknown[]): Promise<unknown> =>
        await call(wire, run, { name, key: String(key), rest }, () => Reflect.apply(member, target, rest) as unknown);
    },
  }) as unknown as Port;
}

function call(
  wire: Wire,
  run: Run,
  { name, key, rest }: { readonly name: string; readonly key: string; readonly rest: readonly unknown[] },
  perform: () => unknown,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    // A dead run does nothing any more; its promises stay as they are, as in a sandbox that has been frozen for ever.
    if (run.isDead) return;
    const { milliseconds, fault } = wire.fateOf(run, name, key, rest);
    wire.after(milliseconds, () => {
      if (run.isDead) return;
      if (fault?.kind === 'killed before') {
        run.isDead = true;
        return;
      }
      if (fault?.kind === 'refused') return reject(fault.error);
      try {
        const answer = perform();
        if (fault?.kind === 'killed after') run.isDead = true;
        else if (fault?.kind === 'answer lost') reject(fault.error);
        else resolve(answer);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}
