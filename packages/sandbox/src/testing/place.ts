import { JsonValue } from '../json';
import { startSandbox } from '../sandbox';

export interface Answer {
  status: number;
  text: string;
}

export type Ask = (
  method: string,
  path: string,
  /** Text goes as it is, everything else as JSON. */
  body?: JsonValue,
  contentType?: string,
) => Promise<Answer>;

/** Somewhere a Kubernetes API answers: the sandbox, or a real one. */
export interface ApiPlace {
  ask: Ask;
  stop(): Promise<void>;
}

/** The sandbox's API alone: nothing moves unless it is asked to, as with envtest. */
export async function startSandboxPlace(): Promise<ApiPlace> {
  const sandbox = await startSandbox({ controllers: false });
  return {
    stop: () => sandbox.close(),
    ask: async (method, path, body, contentType) => {
      const response = await fetch(sandbox.url + path, {
        method,
        headers: {
          accept: 'application/json',
          'user-agent': 'parity/1',
          ...(body !== undefined && {
            'content-type': contentType ?? 'application/json',
          }),
        },
        ...(body !== undefined && {
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      });
      return { status: response.status, text: await response.text() };
    },
  };
}
