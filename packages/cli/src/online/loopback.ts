import type { IncomingMessage, ServerResponse } from 'http';
import { RefusedByPortal } from './errors';

/** Where the browser brings the code of a login to. */
export interface Loopback {
  /** RFC 8252, 7.3: on any free port. */
  url: string;
  /** The code that comes with this state. @throws RefusedByPortal when the person said no */
  code(state: string): Promise<string>;
  close(): void;
}

const PATH = '/callback';

/** Listens on this machine only. */
export async function openLoopback(): Promise<Loopback> {
  // Loaded here: with it Node makes no snapshot of the program, and only a login needs it.
  const { createServer }: typeof import('http') = require('http');
  const answers: ((query: URLSearchParams) => boolean)[] = [];
  const server = createServer(
    (asked: IncomingMessage, reply: ServerResponse) => {
      const { pathname, searchParams } = new URL(asked.url ?? '/', origin());
      const fits =
        asked.method === 'GET' &&
        asked.headers.host === new URL(origin()).host &&
        pathname === PATH &&
        answers.some(answer => answer(searchParams));
      reply.writeHead(fits ? 200 : 400, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'no-store',
        Connection: 'close',
      });
      reply.end(
        fits
          ? 'You may close this window and go back to your terminal.\n'
          : 'This is not the answer to the login that was begun.\n',
      );
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  function origin(): string {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return `http://127.0.0.1:${port}`;
  }
  return {
    url: `${origin()}${PATH}`,
    code: state =>
      new Promise((resolve, reject) => {
        answers.push(query => {
          if (query.get('state') !== state) return false;
          const code = query.get('code');
          if (code) resolve(code);
          else {
            reject(
              new RefusedByPortal(
                `The login was refused: ${
                  query.get('error_description') ?? 'nobody says why'
                }`,
              ),
            );
          }
          return true;
        });
      }),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
