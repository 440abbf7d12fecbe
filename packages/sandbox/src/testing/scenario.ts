import { isObject, JsonObject, JsonValue } from '../json';

/** One request, and what of its answer is compared. */
export interface Step {
  method: string;
  path: string;
  body?: JsonValue;
  type?: string;
  /** Compare only status and reason, because the words may differ. */
  outline?: boolean;
}

/** Requests in a row, each in its own namespace; `{uid:name}` and `{version:name}` stand for what was answered. */
export interface Scenario {
  name: string;
  steps: Step[];
}

export const mediaTypes = {
  apply: 'application/apply-patch+yaml',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
} as const;

export const get = (path: string): Step => ({ method: 'GET', path });
export const post = (path: string, body: JsonValue): Step => ({
  method: 'POST',
  path,
  body,
});
export const put = (path: string, body: JsonValue): Step => ({
  method: 'PUT',
  path,
  body,
});
export const remove = (path: string, body?: JsonValue): Step => ({
  method: 'DELETE',
  path,
  ...(body !== undefined && { body }),
});
export const patch = (
  type: keyof typeof mediaTypes,
  path: string,
  body: JsonValue,
): Step => ({ method: 'PATCH', path, body, type: mediaTypes[type] });
export const outline = (step: Step): Step => ({ ...step, outline: true });

/** The real server runs without service accounts, which would need controllers. */
function isFromAdmission(name: string, object: JsonObject): boolean {
  return /^serviceAccount(Name)?$/.test(name) && object[name] === 'default';
}

/**
 * What remains of answers when chance is taken out: uids, versions, addresses and times become
 * their order of appearance, so that two servers can be compared word for word.
 */
export class Normalizer {
  private readonly seen = new Map<string, string>();
  /** By object name, for placeholders in later steps. */
  readonly uids = new Map<string, string>();
  readonly versions = new Map<string, string>();

  fill(text: string): string {
    return text.replace(
      /\{(uid|version):([^}]+)\}/g,
      (_, what: string, name: string) =>
        (what === 'uid' ? this.uids : this.versions).get(name) ?? '',
    );
  }

  remember(answer: JsonValue): void {
    if (!isObject(answer) || !isObject(answer.metadata)) return;
    const { name, uid, resourceVersion } = answer.metadata;
    if (typeof name !== 'string') return;
    if (typeof uid === 'string') this.uids.set(name, uid);
    if (typeof resourceVersion === 'string')
      this.versions.set(name, resourceVersion);
  }

  normalize(value: JsonValue, key = ''): JsonValue {
    if (typeof value === 'string') return this.text(value, key);
    if (key === 'managedFields' && Array.isArray(value))
      return value
        .map(entry => this.normalize(entry))
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (key === 'causes' && Array.isArray(value)) {
      // A real server says some things twice.
      const causes = value.map(cause => this.normalize(cause));
      const texts = causes.map(cause => JSON.stringify(cause));
      return causes.filter((_, index) => texts.indexOf(texts[index]) === index);
    }
    if (Array.isArray(value))
      return value.map(item => this.normalize(item, key));
    if (!isObject(value)) return key === 'nodePort' ? '<port>' : value;
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        // Null and absent are the same to every client.
        .filter(name => value[name] !== null && !isFromAdmission(name, value))
        .map(name => [name, this.normalize(value[name], name)]),
    );
  }

  private text(value: string, key: string): string {
    if (key === 'resourceVersion') return this.token('version', value);
    if (key === 'uid') return this.token('uid', value);
    if (key === 'clusterIP' || key === 'clusterIPs')
      return value === 'None' ? value : '<address>';
    if (key === 'continue') return '<continue>';
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return '<time>';
    return value
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, uid =>
        this.token('uid', uid),
      )
      .replace(/\bat \d{4}-\d\d-\d\dT[\d:.]+Z/g, 'at <time>')
      .replace(
        /((?:record|precondition) \()(\d+)(\))/g,
        (_, before: string, version: string, after: string) =>
          before + this.token('version', version) + after,
      );
  }

  private token(kind: string, value: string): string {
    const known = this.seen.get(`${kind} ${value}`);
    if (known) return known;
    const count = [...this.seen.keys()].filter(key =>
      key.startsWith(kind),
    ).length;
    const token = `<${kind} ${count + 1}>`;
    this.seen.set(`${kind} ${value}`, token);
    return token;
  }
}
