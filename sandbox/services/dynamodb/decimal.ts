import { validationError } from './errors.ts';

/**
 * A number as DynamoDB keeps it: exact, up to 38 significant digits, magnitude 1E-130 to 9.99…E+125.
 * The value is `coefficient × 10^exponent`; the coefficient has no trailing zero, zero is `0 × 10^0`.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const greatestSignificantDigits = 38;
const greatestMagnitude = 125;
const leastMagnitude = -130;
const form = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

const digitCount = (coefficient: bigint): number => String(coefficient < 0n ? -coefficient : coefficient).length;

/** Brings a number into its one form. @throws AwsError ValidationException when DynamoDB could not keep it. */
function normalize(coefficient: bigint, exponent: number): Decimal {
  if (coefficient === 0n) return { coefficient: 0n, exponent: 0 };
  const digits = String(coefficient);
  const zeros = digits.length - digits.replace(/0+$/, '').length;
  const value = { coefficient: BigInt(digits.slice(0, digits.length - zeros)), exponent: exponent + zeros };
  const count = digitCount(value.coefficient);
  if (count > greatestSignificantDigits)
    throw validationError('Attempting to store more than 38 significant digits in a Number');
  const magnitude = count - 1 + value.exponent;
  if (magnitude > greatestMagnitude)
    throw validationError('Number overflow. Attempting to store a number with magnitude larger than supported range');
  if (magnitude < leastMagnitude)
    throw validationError('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  return value;
}

/** @throws AwsError ValidationException for text that is not a number, or one out of range. */
export function parseDecimal(text: string): Decimal {
  const [, sign = '', whole = '', fraction = '', power = '0'] = form.exec(text) ?? [];
  if (whole === '' && fraction === '')
    throw validationError(
      text === ''
        ? 'The parameter cannot be converted to a numeric value'
        : `The parameter cannot be converted to a numeric value: ${text}`,
    );
  const coefficient = BigInt(whole + fraction);
  return normalize(sign === '-' ? -coefficient : coefficient, Number(power) - fraction.length);
}

/** Plain digits without an exponent, as DynamoDB answers. */
export function formatDecimal({ coefficient, exponent }: Decimal): string {
  const sign = coefficient < 0n ? '-' : '';
  const digits = String(coefficient < 0n ? -coefficient : coefficient);
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  const padded = digits.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

const aligned = (left: Decimal, right: Decimal): readonly [bigint, bigint, number] => {
  const exponent = Math.min(left.exponent, right.exponent);
  const scale = (value: Decimal) => value.coefficient * 10n ** BigInt(value.exponent - exponent);
  return [scale(left), scale(right), exponent];
};

export function compareDecimals(left: Decimal, right: Decimal): number {
  const [a, b] = aligned(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @throws AwsError ValidationException when the sum is out of range. */
export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const [a, b, exponent] = aligned(left, right);
  return normalize(a + b, exponent);
}

/** @throws AwsError ValidationException when the difference is out of range. */
export function subtractDecimals(left: Decimal, right: Decimal): Decimal {
  return addDecimals(left, { coefficient: -right.coefficient, exponent: right.exponent });
}

export const decimalOf = (value: number): Decimal => normalize(BigInt(value), 0);

/** About one byte per two significant digits, and one more; a negative number takes another. */
export const decimalSizeBytes = ({ coefficient }: Decimal): number =>
  coefficient === 0n ? 1 : Math.ceil(digitCount(coefficient) / 2) + 1 + (coefficient < 0n ? 1 : 0);
