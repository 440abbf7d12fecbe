/**
 * Amounts such as `500m`, `1Gi`, `2e3`. Kubernetes rewrites them to one form (the largest
 * suffix without a fraction, in the family in which they were written); so do we, because
 * clients compare what they applied with what they read.
 */
const pattern =
  /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:(Ki|Mi|Gi|Ti|Pi|Ei)|([numkMGTPE])|[eE]([+-]?\d+))?$/;

const decimal: Record<string, number> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

interface Amount {
  /** In billionths, rounded up as Kubernetes does. */
  nano: bigint;
  family: 'decimal' | 'binary' | 'exponent';
}

function parse(text: string): Amount | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, sign, digits, binarySuffix, decimalSuffix, exponent] = match;
  const [whole, fraction = ''] = digits.split('.');
  let nano = BigInt(`${whole || '0'}${fraction}`);
  let shift = 9 - fraction.length;
  if (binarySuffix) nano *= 1024n ** BigInt(binary.indexOf(binarySuffix));
  else if (decimalSuffix) shift += decimal[decimalSuffix];
  else if (exponent) shift += Number(exponent);
  // Beyond what any amount can be: Kubernetes keeps the nearest it can hold.
  shift = Math.max(-60, Math.min(60, shift));
  if (shift >= 0) nano *= 10n ** BigInt(shift);
  else {
    const divisor = 10n ** BigInt(-shift);
    nano = nano / divisor + (nano % divisor > 0n ? 1n : 0n);
  }
  const plain = exponent ? 'exponent' : 'decimal';
  const family = binarySuffix ? 'binary' : plain;
  return { nano: sign === '-' ? -nano : nano, family };
}

export function isQuantity(text: string): boolean {
  return pattern.test(text);
}

/**
 * Negative when `a` is less than `b`, 0 when both are the same amount (`700m` and `0.7`),
 * undefined when one of them is no quantity. Exact, as Kubernetes compares.
 */
export function compareQuantities(
  a: string | number,
  b: string | number,
): number | undefined {
  const [left, right] = [parse(String(a)), parse(String(b))];
  if (!left || !right) return undefined;
  const difference = left.nano - right.nano;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** Of the unit, not of a thousandth of it: ports, GPUs and objects come in one piece. */
export function isWhole(quantity: string | number): boolean {
  const amount = parse(String(quantity));
  return amount !== undefined && amount.nano % 10n ** 9n === 0n;
}

/** The value in units, for sorting and showing; NaN when it is no quantity. */
export function quantityValue(text: string): number {
  const amount = parse(text);
  return amount ? Number(amount.nano) / 1e9 : NaN;
}

/** The form Kubernetes answers with; text that is no quantity comes back as it is. */
export function canonicalQuantity(value: string | number): string {
  const text = String(value);
  const amount = parse(text);
  if (!amount) return text;
  if (amount.nano === 0n) return '0';
  const one = 10n ** 9n;
  if (amount.family === 'binary' && amount.nano % one === 0n) {
    let units = amount.nano / one;
    // Below 1 Ki the binary family has no suffix to write, as in Kubernetes.
    let step = 0;
    while (units % 1024n === 0n && step < binary.length - 1) {
      units /= 1024n;
      step += 1;
    }
    return `${units}${binary[step]}`;
  }
  let digits = amount.nano;
  let exponent = -9;
  while (digits % 1000n === 0n && exponent < 18) {
    digits /= 1000n;
    exponent += 3;
  }
  if (amount.family === 'exponent')
    return exponent === 0 ? `${digits}` : `${digits}e${exponent}`;
  const [suffix] =
    Object.entries(decimal).find(([, power]) => power === exponent) ?? [];
  return `${digits}${suffix ?? ''}`;
}
