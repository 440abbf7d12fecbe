import { Problem, Secret, Unknown, Value, ValueObject } from '../../model';
import { joinText } from '../values';
import { shortName } from './shortName';

/**
 * What the workload's ConfigMap and Secret will hold. Keys mirror the place in the Score file:
 * `web.variables.DB_URL`, `web.files.etc__app.conf`.
 */
export interface Contents {
  config: Record<string, string | Unknown>;
  /** Base64, in the ConfigMap's `binaryData`. */
  binary: Record<string, string | Unknown>;
  /** Base64 already: `stringData` would not be owned, field by field, by who applies it. */
  secret: Record<string, Secret | Unknown>;
}

export function noContents(): Contents {
  return { config: {}, binary: {}, secret: {} };
}

/** A filled value as text: strings as they are, the rest as JSON; taint and not-yet-known stay. */
export function asText(value: Value): string | Secret | Unknown {
  const text = joinText([value]);
  return text instanceof Secret || text instanceof Unknown
    ? text
    : String(text);
}

/** For the `data` of a Secret. */
export function base64(text: Secret | Unknown): Secret | Unknown {
  return text instanceof Unknown
    ? text
    : new Secret(Buffer.from(text.revealText(), 'utf8').toString('base64'));
}

/**
 * A place in the container as a key of a ConfigMap or Secret (`[-._a-zA-Z0-9]+`, at most 253):
 * `/` becomes `__`, other characters `_` and their hexadecimal bytes. No two places give one key.
 */
export function contentKey(prefix: string, place: string): string {
  const escaped = place
    .replace(/[^A-Za-z0-9./-]/gu, character =>
      [...Buffer.from(character, 'utf8')]
        .map(byte => `_${byte.toString(16).toUpperCase().padStart(2, '0')}`)
        .join(''),
    )
    .replace(/\//g, '__');
  return shortName(prefix + escaped, 253);
}

/** etcd's limit, which Kubernetes states for both kinds. */
const MAX_BYTES = 1024 * 1024;

/** Of the content itself: Kubernetes counts neither keys nor what base64 adds. */
function size(
  entries: Record<string, string | Secret | Unknown>,
  encoding: 'utf8' | 'base64',
): number {
  let bytes = 0;
  for (const entry of Object.values(entries)) {
    if (entry instanceof Unknown) continue;
    const text = typeof entry === 'string' ? entry : entry.revealText();
    bytes += Buffer.byteLength(text, encoding);
  }
  return bytes;
}

export function sizeProblems(
  contents: Contents,
  workload: { name: string; file: string },
): Problem[] {
  const held = [
    {
      kind: 'ConfigMap',
      bytes: size(contents.config, 'utf8') + size(contents.binary, 'base64'),
    },
    { kind: 'Secret', bytes: size(contents.secret, 'base64') },
  ];
  return held
    .filter(({ bytes }) => bytes > MAX_BYTES)
    .map(({ kind, bytes }) => ({
      severity: 'error',
      code: 'ContentTooLarge',
      message: `The files of workload ${workload.name} need ${bytes} bytes in one ${kind}; Kubernetes takes ${MAX_BYTES}.`,
      hint: 'Put large files into the image or into a volume.',
      file: workload.file,
      path: 'containers',
    }));
}

/** The two objects' bodies, without metadata; absent where nothing is held. */
export function contentObjects(contents: Contents): {
  config?: ValueObject;
  secret?: ValueObject;
} {
  const { config, binary, secret } = contents;
  const hasConfig = Object.keys(config).length > 0;
  const hasBinary = Object.keys(binary).length > 0;
  return {
    ...((hasConfig || hasBinary) && {
      config: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        ...(hasConfig && { data: config }),
        ...(hasBinary && { binaryData: binary }),
      },
    }),
    ...(Object.keys(secret).length > 0 && {
      secret: {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'Opaque',
        data: secret,
      },
    }),
  };
}
