import { JsonObject, TargetError } from '@tutti/engine';
import { isObject, textAt } from '../json';

export interface WatchEvent {
  /** `ADDED`, `MODIFIED`, `DELETED`, `BOOKMARK`, `ERROR` */
  type: string;
  object: JsonObject;
}

/** etcd keeps no object that is larger than 1.5 MiB. */
const LONGEST_LINE = 4 * 1024 * 1024;
const NEW_LINE = 10;

/**
 * The events of a watch: one line of JSON each.
 *
 * @throws TargetError when it is none
 */
export async function* watchEvents(
  chunks: AsyncIterable<Buffer>,
): AsyncIterable<WatchEvent> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(NEW_LINE, from);
      if (end < 0) break;
      yield readEvent(Buffer.concat([...parts, chunk.subarray(from, end)]));
      parts = [];
      length = 0;
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    length += rest.length;
    if (length > LONGEST_LINE) {
      throw unreadable('an event is longer than any object may be');
    }
    if (rest.length > 0) parts.push(rest);
  }
}

function readEvent(line: Buffer): WatchEvent {
  let event: unknown;
  try {
    event = JSON.parse(line.toString('utf8'));
  } catch {
    throw unreadable('an event is no JSON');
  }
  const object = isJsonObject(event) ? event.object : undefined;
  const type = isJsonObject(event) ? textAt(event, 'type') : undefined;
  if (type === undefined || !isObject(object)) {
    throw unreadable('an event has no type or no object');
  }
  return { type, object };
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Perhaps what stands between cut it short: asked again. */
function unreadable(why: string): TargetError {
  return new TargetError(`a watch cannot be read: ${why}`, 'unavailable', true);
}
