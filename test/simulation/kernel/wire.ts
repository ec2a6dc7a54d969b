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
  readonly fault?: CallFault | undefined;
}

/** One invocation of a function, for the wire. */
export interface Run {
  readonly functionName: string;
  isDead: boolean;
}

/** A method of a port as one function awaits it: where faults strike, and what they are counted by. */
export interface Place {
  /** `advance ledger.load` */
  readonly name: string;
  readonly functionName: string;
  readonly port: string;
  readonly method: string;
}

export interface Wire<Caller extends Run = Run> {
  /** Called once for each place at which a function may call; its calls are handed to `fateOf` with what it returns. */
  placeOf?(functionName: string, port: string, method: string): Place;
  /** Decides what becomes of a call, at the moment at which it is made. */
  fateOf(run: Caller, port: string, method: string, rest: readonly unknown[], place: Place | undefined): CallFate;
  /** The run whose call is being performed, for whoever answers it. */
  performing?(run: Caller): void;
  /** Runs `act` that much later in virtual time. */
  after(milliseconds: number, act: () => unknown): void;
}

/** The port as one run gets it. */
export function wired<Port extends object>(wire: Wire, run: Run, name: string, port: Sync<Port>): Port {
  return wiredFor<Port, Run>(wire, run.functionName, name, port)(run);
}

/**
 * The port as runs of a function get it: each method takes virtual time and may fail as the wire says.
 * @returns what makes the port of one run
 */
export function wiredFor<Port extends object, Caller extends Run>(
  wire: Wire<Caller>,
  functionName: string,
  name: string,
  port: Sync<Port>,
): (run: Caller) => Port {
  const prototype: Record<string, unknown> = {};
  for (const [key, member] of Object.entries<unknown>(port)) {
    if (typeof member !== 'function') {
      prototype[key] = member;
      continue;
    }
    const place = wire.placeOf?.(functionName, name, key);
    const called = { port: name, method: key, place };
    prototype[key] = function callOf(this: { readonly run: Caller }, ...rest: readonly unknown[]): Promise<unknown> {
      return call(wire, this.run, called, rest, member as (...given: readonly unknown[]) => unknown);
    };
  }
  return (run) => {
    const made = Object.create(prototype) as { run: Caller };
    made.run = run;
    return made as unknown as Port;
  };
}

function call<Caller extends Run>(
  wire: Wire<Caller>,
  run: Caller,
  { port, method, place }: { readonly port: string; readonly method: string; readonly place: Place | undefined },
  rest: readonly unknown[],
  perform: (...given: readonly unknown[]) => unknown,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    // A dead run does nothing any more; its promises stay as they are, as in a sandbox that has been frozen for ever.
    if (run.isDead) return;
    const { milliseconds, fault } = wire.fateOf(run, port, method, rest, place);
    wire.after(milliseconds, () => {
      if (run.isDead) return false;
      switch (fault?.kind) {
        case 'killed before':
          run.isDead = true;
          return false;
        case 'refused':
          reject(fault.error);
          return true;
        case 'killed after':
        case 'answer lost':
        case undefined:
      }
      wire.performing?.(run);
      try {
        const answer = perform(...rest);
        if (fault?.kind === 'killed after') run.isDead = true;
        else if (fault?.kind === 'answer lost') reject(fault.error);
        else resolve(answer);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      return !run.isDead;
    });
  });
}
