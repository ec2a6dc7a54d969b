import type { Control } from '../../../sandbox/control/schema.ts';
import { controlBase, routes } from './routes.ts';

export type Name = keyof Control;
export type Input<Of extends Name> = Parameters<Control[Of]>[0];
export type Answer<Of extends Name> = Awaited<ReturnType<Control[Of]>>;

/** What the control API refused, or that it did not answer at all (`unreachable`). */
export class ControlFailure extends Error {
  override readonly name = 'ControlFailure';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Calls one function of the control API. @throws ControlFailure */
export async function callControl<Of extends Name>(
  name: Of,
  input: Input<Of>,
  signal?: AbortSignal,
): Promise<Answer<Of>> {
  const { method, path } = routes[name];
  const left = new Map(Object.entries(input as Record<string, unknown>).filter(([, value]) => value !== undefined));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
    const value = left.get(parameter);
    left.delete(parameter);
    return encodeURIComponent(String(value));
  });
  const query =
    method === 'GET' ? new URLSearchParams([...left].map(([key, value]) => [key, String(value)])).toString() : '';
  const response = await reach(`${controlBase}${filled}${query === '' ? '' : `?${query}`}`, {
    method,
    ...(method === 'POST' ? { body: JSON.stringify(Object.fromEntries(left)) } : {}),
    ...(signal === undefined ? {} : { signal }),
  });
  const body: unknown = await response.json().catch((error: unknown) => {
    throw new ControlFailure('failed', `HTTP ${response.status}`, { cause: error });
  });
  if (response.ok) return body as Answer<Of>;
  const { error } = body as { error?: { code: string; message: string } };
  throw new ControlFailure(error?.code ?? 'failed', error?.message ?? `HTTP ${response.status}`);
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new ControlFailure('unreachable', (error as Error).message, { cause: error });
  }
}
