/** Where something stands in a document: map keys and list indexes, outermost first. */
export type Path = readonly (string | number)[];

/** `containers.web.files["/etc/app.conf"].mode`: keys that are no plain names are quoted. */
export function formatPath(path: Path): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') {
      text += `[${segment}]`;
    } else if (/^[\w-]+$/.test(segment)) {
      text += text ? `.${segment}` : segment;
    } else {
      text += `[${JSON.stringify(segment)}]`;
    }
  }
  return text;
}

/** One formatted path below another, either of which may be empty. */
export function joinPaths(base: string, path: string): string {
  if (base === '' || path === '') return base + path;
  return path.startsWith('[') ? `${base}${path}` : `${base}.${path}`;
}

/** What `formatPath` made; what else stands in brackets is a key as well. */
export function parsePath(text: string): Path {
  return [
    ...text.matchAll(
      /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\[([^\]]*)\]|([\w-]+)/g,
    ),
  ].map(([, index, quoted, bare, name]) => {
    if (index !== undefined) return Number(index);
    if (quoted !== undefined) return String(JSON.parse(quoted));
    return bare ?? name;
  });
}

/** The keys of a JSON Pointer (RFC 6901): `/a~1b/0` is `a/b`, `0`. */
export function pointerKeys(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A key as it stands in a JSON Pointer. */
export function pointerKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
