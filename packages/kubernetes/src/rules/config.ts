import {
  Content,
  ContentObject,
  isEmpty,
  isMap,
  isOpaque,
  mapAt,
  valueAt,
} from '../content';
import { configKey } from '../grammar/names';
import { Inspection, Rule, Rules } from '../Inspection';

/** What etcd takes, and Kubernetes says of both kinds. */
const MAX_BYTES = 1024 * 1024;

function judgeKeys(object: ContentObject, field: string, say: Inspection) {
  for (const key of Object.keys(mapAt(object, field))) {
    const complaint = configKey(key);
    if (complaint !== undefined) say.invalid([field, key], key, complaint);
  }
}

/** Bytes of the content: neither keys count nor what base64 adds. */
function size(map: Content | undefined, encoding: 'utf8' | 'base64'): number {
  return Object.values(mapAt(map)).reduce<number>((sum, leaf) => {
    const text = contentOf(leaf);
    return sum + (text === undefined ? 0 : Buffer.byteLength(text, encoding));
  }, 0);
}

function contentOf(leaf: Content | undefined): string | undefined {
  const content = isOpaque(leaf) ? leaf.reveal?.() : leaf;
  // What Go reads for null.
  if (content === null) return '';
  return typeof content === 'string' ? content : undefined;
}

const configMap: Rule = (object, say) => {
  judgeKeys(object, 'data', say);
  judgeKeys(object, 'binaryData', say);
  const binary = mapAt(object, 'binaryData');
  for (const key of Object.keys(mapAt(object, 'data')))
    if (Object.hasOwn(binary, key))
      say.invalid(['data', key], key, 'duplicate of key present in binaryData');
  if (size(object.data, 'utf8') + size(object.binaryData, 'base64') > MAX_BYTES)
    say.tooLong([], MAX_BYTES);
};

/** The keys that secrets of a type must have; of basic authentication one is enough. */
const demanded: Record<string, string[]> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

const secret: Rule = (object, say) => {
  judgeKeys(object, 'data', say);
  judgeKeys(object, 'stringData', say);
  const bytes = size(object.data, 'base64') + size(object.stringData, 'utf8');
  if (bytes > MAX_BYTES) say.tooLong(['data'], MAX_BYTES);
  const { type } = object;
  if (typeof type !== 'string') return;
  const [data, plain] = [mapAt(object, 'data'), mapAt(object, 'stringData')];
  const has = (key: string) =>
    Object.hasOwn(data, key) || Object.hasOwn(plain, key);
  for (const key of Object.hasOwn(demanded, type) ? demanded[type] : [])
    if (!has(key)) say.required(['data', key]);
    else if (key.startsWith('.docker') && !isJsonObject(object, key))
      say.invalid(['data', key], null, 'is not well-formed JSON');
  if (type === 'kubernetes.io/ssh-auth' && has('ssh-privatekey'))
    if (contentOf(plain['ssh-privatekey'] ?? data['ssh-privatekey']) === '')
      say.required(['data', 'ssh-privatekey']);
  if (
    type === 'kubernetes.io/basic-auth' &&
    !has('username') &&
    !has('password')
  )
    for (const key of ['username', 'password']) say.required(['data', key]);
  if (
    type === 'kubernetes.io/service-account-token' &&
    isEmpty(
      valueAt(
        object,
        'metadata',
        'annotations',
        'kubernetes.io/service-account.name',
      ),
    )
  )
    say.required([
      'metadata',
      'annotations',
      'kubernetes.io/service-account.name',
    ]);
};

/** Of what is known: a value that comes later may be anything. */
function isJsonObject(object: ContentObject, key: string): boolean {
  const plain = contentOf(mapAt(object, 'stringData')[key]);
  const stored = contentOf(mapAt(object, 'data')[key]);
  const text =
    plain ??
    (stored === undefined
      ? undefined
      : Buffer.from(stored, 'base64').toString('utf8'));
  if (text === undefined) return true;
  try {
    const value = JSON.parse(text);
    return value === null || isMap(value);
  } catch {
    return false;
  }
}

export const configRules: Rules = new Map<string, Rule[]>([
  ['core.v1.ConfigMap', [configMap]],
  ['core.v1.Secret', [secret]],
]);
