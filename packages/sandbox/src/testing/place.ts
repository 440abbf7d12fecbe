// A fixture, nothing that is published.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { startApiServer } from '@tutti/kubernetes/testing';
import { ManualClock } from '../clock';
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

const USER_AGENT = 'parity/1';

/** A real API server without controllers, from the folder that `KUBEBUILDER_ASSETS` names. */
export async function startRealPlace(assets: string): Promise<ApiPlace> {
  const server = await startApiServer(assets);
  return {
    stop: () => server.stop(),
    ask: (method, path, body, contentType) =>
      server.ask({
        method,
        path,
        userAgent: USER_AGENT,
        ...(body !== undefined && { body }),
        ...(contentType !== undefined && { contentType }),
      }),
  };
}

/**
 * The sandbox's API alone: nothing moves unless it is asked to, as with envtest. A second goes
 * by before each request, so that what only holds within one second fails every time.
 */
export async function startSandboxPlace(): Promise<ApiPlace> {
  const clock = new ManualClock();
  const sandbox = await startSandbox({ controllers: false, clock });
  return {
    stop: () => sandbox.close(),
    ask: async (method, path, body, contentType) => {
      clock.advance(1_000);
      const response = await fetch(sandbox.url + path, {
        method,
        headers: {
          accept: 'application/json',
          'user-agent': USER_AGENT,
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
