/** `sha256:4f1c2d3e5a6b`: enough to tell two contents apart by eye. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
