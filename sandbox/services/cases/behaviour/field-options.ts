import type { FieldOption } from '@aws-sdk/client-connectcases';
import type { CaseField } from '../store.ts';
import { builtInStatuses } from '../system-fields.ts';

interface OptionError {
  readonly value: string;
  readonly errorCode: string;
  readonly message: string;
}

/**
 * What is wrong with one option of BatchPutFieldOptions; such an option is left out while the others are stored.
 * Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_BatchPutFieldOptions.html
 */
export function optionError(field: CaseField, { name, value, active }: FieldOption): OptionError | undefined {
  const refused = (message: string): OptionError => ({
    value: value ?? '',
    errorCode: 'ValidationException',
    message,
  });
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]{1,100}$/.test(value))
    return refused('The value must have 1 to 100 letters, digits, - or _.');
  if (typeof name !== 'string' || name.length < 1 || name.length > 100)
    return refused('The name must have 1 to 100 characters.');
  if (typeof active !== 'boolean') return refused('active must be true or false.');
  const builtIn = field.fieldId === 'status' ? builtInStatuses.find((each) => each.value === value) : undefined;
  if (builtIn && (builtIn.name !== name || !active)) return refused(`The option ${value} of status cannot be changed.`);
  return undefined;
}
