import { JsonObject, JsonValue, isObject } from '../../model';
import { Path } from '../path';
import { Finding } from '../report';
import { mapValues } from '../tree';
import type { Assignment } from './override';

/** A document in today's spelling, and where its parts stood before. */
export interface Upgraded {
  value: JsonValue;
  /** In the old spelling's paths. */
  findings: Finding[];
  /** From a path in today's spelling to the one in the file. */
  original(path: Path): Path;
  /** From a path in the file to the one in today's spelling. */
  current(path: Path): Path;
}

interface Move {
  from: Path;
  to: Path;
}

/** Along the move of the longest part of the path; segments of paths may be written as texts. */
function follow(path: Path, moves: Move[]): Path {
  const [move] = moves
    .filter(({ from }) =>
      from.every((segment, at) => String(path[at]) === String(segment)),
    )
    .sort((a, b) => b.from.length - a.from.length);
  return move ? [...move.to, ...path.slice(move.from.length)] : path;
}

class Upgrades {
  readonly findings: Finding[] = [];
  private readonly moved: Move[] = [];

  of(document: JsonValue): JsonValue {
    if (!isObject(document) || !isObject(document.containers)) {
      return document;
    }
    return {
      ...document,
      containers: mapValues(document.containers, (container, name) => {
        if (!isObject(container)) {
          return container;
        }
        const path = ['containers', name];
        return {
          ...container,
          ...('files' in container && {
            files: this.entries(
              container.files,
              [...path, 'files'],
              (entry, from) => this.file(entry, from),
            ),
          }),
          ...('volumes' in container && {
            volumes: this.entries(
              container.volumes,
              [...path, 'volumes'],
              (entry, from, to) => this.volume(entry, from, to),
            ),
          }),
        };
      }),
    };
  }

  original(path: Path): Path {
    const moves = this.moved.map(({ from, to }) => ({ from: to, to: from }));
    return follow(path, moves);
  }

  current(path: Path): Path {
    return follow(path, this.moved);
  }

  /** A list of entries with `target` becomes a map by target. */
  private entries(
    entries: JsonValue,
    path: Path,
    upgradeEntry: (entry: JsonObject, from: Path, to: Path) => JsonObject,
  ): JsonValue {
    if (isObject(entries)) {
      return mapValues(entries, (value, target) => {
        const at = [...path, target];
        return isObject(value) ? upgradeEntry(value, at, at) : value;
      });
    }
    if (!Array.isArray(entries)) {
      return entries;
    }
    const what = String(path[path.length - 1]);
    this.findings.push({
      severity: 'warning',
      path,
      key: true,
      code: 'OldSpelling',
      message: `A list of ${what} is an old spelling; it was read as a map by target.`,
      hint: `Write each target as a key under "${what}".`,
    });
    const byTarget = new Map<string, JsonValue>();
    for (const [index, value] of entries.entries()) {
      const from = [...path, index];
      const target = isObject(value) ? value.target : undefined;
      if (!isObject(value) || typeof target !== 'string') {
        this.findings.push({
          path: from,
          code: 'SchemaViolation',
          message: `In a list of ${what} each entry needs "target", a text.`,
        });
      } else if (byTarget.has(target)) {
        this.findings.push({
          path: [...from, 'target'],
          code: 'DuplicateKey',
          message: `The target "${target}" stands here a second time.`,
        });
      } else {
        const { target: _, ...rest } = value;
        const to = [...path, target];
        this.moved.push({ from, to });
        byTarget.set(target, upgradeEntry(rest, from, to));
      }
    }
    return Object.fromEntries(byTarget);
  }

  private file(entry: JsonObject, from: Path): JsonObject {
    const { content } = entry;
    if (!Array.isArray(content) || !content.every(isText)) {
      return entry;
    }
    this.findings.push({
      severity: 'warning',
      path: [...from, 'content'],
      key: true,
      code: 'OldSpelling',
      message:
        'A list of lines is an old spelling of "content"; the lines were joined.',
      hint: 'Write one text: `content: |`.',
    });
    return { ...entry, content: content.join('\n') };
  }

  private volume(entry: JsonObject, from: Path, to: Path): JsonObject {
    if (!('read_only' in entry) || 'readOnly' in entry) {
      return entry;
    }
    this.findings.push({
      severity: 'warning',
      path: [...from, 'read_only'],
      key: true,
      code: 'OldSpelling',
      message: '"read_only" is an old spelling of "readOnly".',
    });
    this.moved.push({
      from: [...from, 'read_only'],
      to: [...to, 'readOnly'],
    });
    const { read_only: readOnly, ...rest } = entry;
    return { ...rest, readOnly };
  }
}

function isText(value: JsonValue): value is string {
  return typeof value === 'string';
}

/**
 * Brings the deprecated spellings of Score v1b1 up to date: `files` and `volumes` as lists,
 * `read_only`, a file's `content` as a list of lines. Each one is reported as a warning.
 */
export function upgrade(document: JsonValue): Upgraded {
  const upgrades = new Upgrades();
  return {
    value: upgrades.of(document),
    findings: upgrades.findings,
    original: path => upgrades.original(path),
    current: path => upgrades.current(path),
  };
}

/**
 * A `path=value` in today's spelling, whichever one the file has: `files.0.content` of a list,
 * `files.-1` with a `target`, `read_only`.
 *
 * @param file - the Score file that it is laid over
 */
export function upgradeAssignment(
  { path, value }: Assignment,
  file: Upgraded,
): Assignment {
  const current = file.current(path).map(String);
  const [root, , field, target, key] = current;
  if (root !== 'containers' || (field !== 'files' && field !== 'volumes')) {
    return { path, value };
  }
  if (target === '-1' && key === undefined && isObject(value)) {
    const { target: named, ...rest } = value;
    if (typeof named === 'string') {
      return { path: [...current.slice(0, 3), named], value: rest };
    }
  }
  return field === 'volumes' && key === 'read_only' && current.length === 5
    ? { path: [...current.slice(0, 4), 'readOnly'], value }
    : { path: current, value };
}
