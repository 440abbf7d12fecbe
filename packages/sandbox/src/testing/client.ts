import { isObject, JsonObject, JsonValue } from '../json';
import { mediaTypes } from './scenario';

export interface Reply {
  status: number;
  body: JsonObject;
  headers: Headers;
}

/** A few verbs over HTTP, for tests that look at a sandbox from outside. */
export function clientOf(url: string) {
  const send = async (
    method: string,
    path: string,
    body?: JsonValue,
    contentType = 'application/json',
  ): Promise<Reply> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        'user-agent': 'test/1',
        ...(body !== undefined && { 'content-type': contentType }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: JsonValue = text ? JSON.parse(text) : null;
    return {
      status: response.status,
      body: isObject(parsed) ? parsed : {},
      headers: response.headers,
    };
  };
  return {
    url,
    get: (path: string) => send('GET', path),
    create: (path: string, body: JsonValue) => send('POST', path, body),
    replace: (path: string, body: JsonValue) => send('PUT', path, body),
    merge: (path: string, body: JsonValue) =>
      send('PATCH', path, body, mediaTypes.merge),
    apply: (path: string, body: JsonValue, options = '') =>
      send(
        'PATCH',
        `${path}?fieldManager=test${options}`,
        body,
        mediaTypes.apply,
      ),
    remove: (path: string, body?: JsonValue) => send('DELETE', path, body),
  };
}

export type Client = ReturnType<typeof clientOf>;
