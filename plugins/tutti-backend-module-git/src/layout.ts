import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import {
  isObject,
  JsonObject,
  LiveObject,
  ObjectRef,
  ownershipMarks,
} from '@tutti/engine';
import { parseAllDocuments, stringify } from 'yaml';

/** Says to whoever opens the folder what it is. */
export const SIGN = 'TUTTI.md';

/** Names of files may have 255 bytes. */
const LONGEST = 200;

/**
 * `deployment.apps_web.yaml`: the kind with its group, then the name; objects of another namespace than the
 * environment's have it behind an `@`. No two objects have the same, whatever their version.
 */
export function fileOf(ref: ObjectRef, home: string): string {
  const slash = ref.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : `.${ref.apiVersion.slice(0, slash)}`;
  const elsewhere =
    ref.namespace === undefined || ref.namespace === home
      ? ''
      : `@${ref.namespace}`;
  const kind = `${ref.kind.toLowerCase()}${group}${elsewhere}`;
  const name = `${kind}_${encodeURIComponent(ref.name)}`;
  return `${
    name.length <= LONGEST ? name : `${name.slice(0, LONGEST)}-${digest(name)}`
  }.yaml`;
}

/** The same for the same path, whatever stands there. */
export function uidOf(path: string): string {
  return `git-${digest(path)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}

/** The text of an object's file; the same for the same object, with whatever is no YAML 1.1 or 1.2 quoted. */
export function textOf(content: JsonObject): string {
  return stringify(content, {
    compat: 'yaml-1.1',
    sortMapEntries: true,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

/** What stands in a file; what is no object is an object of which nothing is known. */
export function contentOf(text: string): JsonObject {
  try {
    const [document] = parseAllDocuments(text, { merge: false });
    // We write no aliases, and others' may lead in circles.
    const content: unknown =
      document && 'toJS' in document && document.errors.length === 0
        ? document.toJS({ maxAliasCount: 0 })
        : undefined;
    return isJsonObject(content) ? content : {};
  } catch {
    return {};
  }
}

function isJsonObject(content: unknown): content is JsonObject {
  return (
    typeof content === 'object' && content !== null && !Array.isArray(content)
  );
}

export function liveObject(
  ref: ObjectRef,
  path: string,
  { blob, content }: { blob: string; content: JsonObject },
): LiveObject {
  return { ref, uid: uidOf(path), resourceVersion: blob, content };
}

/** Without what says that it is ours. */
export function withoutMarks(content: JsonObject): JsonObject {
  const { metadata } = content;
  const { labels, annotations } = ownershipMarks(content);
  return isObject(metadata)
    ? {
        ...content,
        metadata: {
          ...metadata,
          ...without(metadata, 'labels', labels),
          ...without(metadata, 'annotations', annotations),
        },
      }
    : content;
}

function without(
  metadata: JsonObject,
  field: 'labels' | 'annotations',
  keys: string[],
): JsonObject {
  const map = metadata[field];
  return isObject(map)
    ? {
        [field]: Object.fromEntries(
          Object.entries(map).filter(([key]) => !keys.includes(key)),
        ),
      }
    : {};
}

export function pathOf(folder: string, file: string): string {
  return posix.join(folder, file);
}

export function signText(about: {
  application: string;
  environment: string;
}): string {
  return `# ${about.application}, ${about.environment}

Tutti writes this folder: one file for each object of the environment \`${about.environment}\` of the application
\`${about.application}\`. Each commit says in its last lines from which deployment and plan it comes.

Do not edit these files: the next deployment overwrites them, and until then they count as drift. Change the
Score file, the values of the environment or the platform in their place. Files that Tutti did not make stay as
they are.
`;
}
