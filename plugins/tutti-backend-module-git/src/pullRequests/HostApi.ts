import { JsonObject, JsonValue, TargetError } from '@tutti/engine';
import { at, textAt } from '@tutti/plugin-tutti-backend-module-kubernetes';

/** A host that does not answer by then is asked again by whoever asks. */
const ANSWER_MS = 15_000;
const LONGEST_WORDS = 300;

/** Who asks; what identifies them is in no message. */
export type Headers = () => Promise<Record<string, string>>;

/**
 * Requests to the API of a host, with what the portal's `integrations` sign in with. A host that leads elsewhere is
 * not followed: headers would go with it.
 */
export class HostApi {
  constructor(
    /** `https://api.github.com` */
    private readonly base: string,
    private readonly headers: Headers,
  ) {}

  get(path: string, query: Record<string, string | string[]> = {}) {
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([name, values]) =>
        [values].flat().map(value => [name, value]),
      ),
    );
    return this.#ask('GET', search.size > 0 ? `${path}?${search}` : path);
  }

  post(path: string, body: JsonObject) {
    return this.#ask('POST', path, body);
  }

  put(path: string, body: JsonObject) {
    return this.#ask('PUT', path, body);
  }

  patch(path: string, body: JsonObject) {
    return this.#ask('PATCH', path, body);
  }

  /** @throws TargetError */
  async #ask(
    method: string,
    path: string,
    body?: JsonObject,
  ): Promise<JsonValue> {
    const headers = await this.headers();
    const response = await fetch(this.base + path, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: {
        accept: 'application/json',
        'user-agent': 'tutti',
        ...headers,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }).catch(error => {
      throw new TargetError(
        `${this.base} does not answer (${causeOf(error)})`,
        'unavailable',
        true,
      );
    });
    const text = await response.text().catch(() => '');
    const said = parse(text);
    if (response.ok && said !== undefined) return said;
    throw refusal(this.base, response, said);
  }
}

function causeOf(error: unknown): string {
  const { cause, name, message } =
    error instanceof Error ? error : new Error(String(error));
  if (cause instanceof Error) {
    return 'code' in cause ? String(cause.code) : cause.message;
  }
  return name === 'TimeoutError' ? 'no answer in time' : message;
}

function refusal(
  base: string,
  { status, headers }: Response,
  said: JsonValue | undefined,
): TargetError {
  const words = wordsOf(said);
  const told = words === '' ? `status ${status}` : `${status}: ${words}`;
  if (status === 401 || status === 403) {
    return new TargetError(
      `${base} does not let Tutti work with pull requests (${told}). Give the account under integrations of the portal the right to read and to write them`,
      'forbidden',
      false,
    );
  }
  if (status === 429 || status >= 500) {
    const seconds = Number(headers.get('retry-after'));
    return new TargetError(
      `${base} does not answer (${told})`,
      status === 429 ? 'throttled' : 'unavailable',
      true,
      seconds > 0 ? seconds * 1000 : undefined,
    );
  }
  return new TargetError(
    `${base} refuses (${told})`,
    status === 404 ? 'notFound' : 'invalid',
    false,
  );
}

/** Each API says in a way of its own what is wrong. */
function wordsOf(said: JsonValue | undefined): string {
  const message =
    textAt(said, 'message') ??
    textAt(said, 'error', 'message') ??
    textAt(said, 'error');
  const more =
    at(said, 'errors') ?? (message ? undefined : at(said, 'message'));
  return [message, more === undefined ? '' : JSON.stringify(more)]
    .filter(Boolean)
    .join('; ')
    .slice(0, LONGEST_WORDS);
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
