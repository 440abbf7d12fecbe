import { Mismatch } from './mismatches';

/** What Go's decoder says of a text that stands where bytes shall be; undefined where something else is wrong. */
export function base64Fault({ expected, found }: Mismatch): string | undefined {
  return expected === 'bytes' && typeof found === 'string'
    ? `illegal base64 data at input byte ${firstFault(found)}`
    : undefined;
}

/** In bytes; of a group of four that ends too early its begin. */
function firstFault(text: string): number {
  const bytes = Buffer.from(text);
  let group: number[] = [];
  for (let index = 0; index < bytes.length; index++) {
    const character = String.fromCharCode(bytes[index]);
    if (character === '\n' || character === '\r') continue;
    if (character === '=') return faultOfPadding(bytes, index, group.length);
    if (!/[A-Za-z0-9+/]/.test(character)) return index;
    group = group.length === 3 ? [] : [...group, index];
  }
  return group[0] ?? bytes.length;
}

/** Two of the group: another `=` follows. After it, nothing. */
function faultOfPadding(bytes: Buffer, index: number, inGroup: number): number {
  if (inGroup < 2) return index;
  const rest = [...bytes.subarray(index + 1).entries()]
    .filter(([, byte]) => byte !== 10 && byte !== 13)
    .map(([offset, byte]) => ({ at: index + 1 + offset, byte }));
  const isPadded = inGroup === 3 || rest.shift()?.byte === 61;
  return isPadded ? rest[0]?.at ?? bytes.length : index;
}
