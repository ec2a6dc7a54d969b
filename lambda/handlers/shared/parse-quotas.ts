import * as z from 'zod/mini';
import { functionQuotas, type FunctionQuotas } from '../../contract/quota-profile.ts';
import { SettingInvalidError } from '../../domain/errors.ts';

/**
 * @param text as it stands in an environment variable, like `{"cases:GetCase":{"perSecond":2.8,"burst":7}}`
 * @throws SettingInvalidError when it is not that
 */
export function parseQuotas(name: string, text: string): FunctionQuotas {
  try {
    return z.parse(functionQuotas, JSON.parse(text));
  } catch (cause) {
    const what = `${name} must hold calls per second and burst of each API as JSON; deploy the stack that sets it`;
    throw new SettingInvalidError(what, { cause });
  }
}
