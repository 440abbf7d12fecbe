/** As people say it: `main`, `v1.4.0`; what is neither branch nor tag whole. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}

/** The last part of the name, with its tag; of a digest the beginning. */
export function shortImage(image: string): string {
  return image
    .replace(/^.*\//, '')
    .replace(/(@sha256:[0-9a-f]{8})[0-9a-f]+$/, '$1…');
}
