import { NoAnswer } from './errors';

const DEADLINE_MS = 60_000;

/**
 * Asks a portal.
 *
 * @param of - what is asked, for a person to read
 * @throws NoAnswer where nothing answers in time
 */
export async function request(
  of: string,
  input: Parameters<typeof fetch>[0],
  init: RequestInit = {},
): Promise<Response> {
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new Error(`no answer in ${DEADLINE_MS / 1000} s`)),
    DEADLINE_MS,
  );
  try {
    const response = await fetch(input, {
      // A token goes to nobody but the one it was meant for.
      redirect: 'error',
      ...init,
      signal: init.signal
        ? AbortSignal.any([init.signal, deadline.signal])
        : deadline.signal,
    });
    return isStream(response)
      ? new Response(endingWhereItBreaks(response.body), response)
      : // A connection may break before all of it has come.
        await whole(response);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new NoAnswer(`${of} does not answer: ${reasonOf(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

async function whole(response: Response): Promise<Response> {
  if (response.body === null || response.type === 'opaqueredirect') {
    return response;
  }
  const body = await response.arrayBuffer();
  return new Response(body.byteLength > 0 ? body : null, response);
}

/** Goes on for as long as somebody listens: there is no time in which it must end. */
function isStream({ headers }: Response): boolean {
  return /^text\/event-stream\b/.test(headers.get('content-type') ?? '');
}

/** Who follows something opens the next connection where one has ended, however it did. */
function endingWhereItBreaks(
  body: ReadableStream<Uint8Array> | null,
): ReadableStream<Uint8Array> | null {
  const reader = body?.getReader();
  return reader
    ? new ReadableStream({
        async pull(controller) {
          const { done, value } = await reader
            .read()
            .catch(() => ({ done: true, value: undefined }));
          if (done || !value) controller.close();
          else controller.enqueue(value);
        },
        cancel: reason => reader.cancel(reason),
      })
    : null;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause ?? error : error;
  const code =
    typeof cause === 'object' && cause !== null && 'code' in cause
      ? cause.code
      : undefined;
  if (code !== undefined) {
    return String(code);
  }
  return error instanceof Error ? error.message : String(error);
}
