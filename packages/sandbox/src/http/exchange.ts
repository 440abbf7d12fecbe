import { IncomingMessage, ServerResponse } from 'http';
import { parse } from 'yaml';
import { Clock } from '../clock';
import { isObject, JsonObject, JsonValue } from '../json';
import { ApiError, badRequest } from '../status';

/** 3 MiB, as a real API server takes at most. */
const bodyLimit = 3 * 1024 * 1024;

/** One request and the answer to it. */
export class Exchange {
  readonly url: URL;
  readonly method: string;
  /** The answer is made, but not sent: a fault takes its place. */
  isMuted = false;
  private readonly warnings: string[] = [];

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    readonly clock: Clock,
  ) {
    this.url = new URL(request.url ?? '/', 'http://sandbox');
    this.method = request.method ?? 'GET';
  }

  get query(): URLSearchParams {
    return this.url.searchParams;
  }

  flag(name: string): boolean {
    const value = this.query.get(name);
    return value !== null && value !== 'false' && value !== '0';
  }

  header(name: string): string {
    const value = this.request.headers[name];
    return typeof value === 'string' ? value : '';
  }

  /** `application/json`, without parameters. */
  get contentType(): string {
    return this.header('content-type').split(';')[0].trim().toLowerCase();
  }

  /** Who writes: as it says, else the first word of its user agent, as Kubernetes does. */
  get manager(): string {
    const named = this.query.get('fieldManager');
    if (named) return named;
    const agent = this.header('user-agent').split('/')[0].slice(0, 128);
    return agent || 'unknown';
  }

  /** Shown to people by kubectl and by good clients. */
  warn(text: string): void {
    this.warnings.push(text);
  }

  async text(): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.request) {
      const bytes: Buffer = Buffer.from(chunk);
      size += bytes.length;
      if (size > bodyLimit)
        throw new ApiError(
          413,
          'RequestEntityTooLarge',
          `Request entity too large: limit is ${bodyLimit}`,
        );
      chunks.push(bytes);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  /** The body, JSON or YAML; null when there is none. */
  async value(): Promise<JsonValue> {
    const text = await this.text();
    if (text.trim() === '') return null;
    if (this.contentType.includes('protobuf'))
      throw new ApiError(
        415,
        'UnsupportedMediaType',
        'the sandbox reads JSON and YAML, no protobuf: use kubectl apply, or kubectl create -f',
      );
    try {
      return JSON.parse(text);
    } catch (error) {
      if (!this.contentType.includes('yaml')) throw unreadable(error);
    }
    try {
      return parse(text, { maxAliasCount: 100 });
    } catch (error) {
      throw unreadable(error);
    }
  }

  async object(): Promise<JsonObject> {
    const value = await this.value();
    if (!isObject(value))
      throw badRequest('the object provided is unrecognized: not a map');
    return value;
  }

  send(code: number, body: JsonValue, contentType = 'application/json'): void {
    this.sendText(code, `${JSON.stringify(body)}\n`, contentType);
  }

  sendText(code: number, text: string, contentType = 'text/plain'): void {
    if (this.isMuted) return;
    for (const warning of this.warnings)
      this.response.appendHeader('warning', `299 - ${JSON.stringify(warning)}`);
    this.response.writeHead(code, {
      'content-type': contentType,
      'content-length': Buffer.byteLength(text),
    });
    this.response.end(text);
  }

  sendError(error: ApiError): void {
    const retryAfterSeconds = error.details?.retryAfterSeconds;
    if (retryAfterSeconds !== undefined)
      this.response.setHeader('retry-after', String(retryAfterSeconds));
    this.send(error.code, error.toStatus());
  }
}

function unreadable(error: unknown): ApiError {
  const reason = error instanceof Error ? error.message : String(error);
  return badRequest(`the body of the request cannot be read: ${reason}`);
}
