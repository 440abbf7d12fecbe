import http from 'node:http';
import { TargetCall, TargetError } from '@tutti/engine';
import { WebSocket } from 'ws';
import { noAnswerError, refusalError, Subject, stoppedError } from './errors';

export interface SocketQuestion {
  /** `https://host:port` */
  server: string;
  /** From the API server's root, with its query. */
  path: string;
  /** Best first. */
  protocols: string[];
  headers: http.OutgoingHttpHeaders;
  agent: http.Agent;
  /** For error messages: `open a terminal in shop/web-7f`. */
  deed: string;
}

/** What is said in one piece: a terminal's output comes in small ones. */
const LARGEST_MESSAGE = 1024 * 1024;
/** Of a refusal nobody reads more. */
const LARGEST_REFUSAL = 64 * 1024;

/**
 * Paused, so that nothing is said before somebody listens.
 *
 * @throws TargetError when it is refused, or no answer came in time
 */
export function openSocket(
  { server, path, protocols, headers, agent }: SocketQuestion,
  subject: Subject,
  { signal, timeoutMs }: TargetCall,
): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(
      server.replace(/^http/, 'ws') + path,
      protocols,
      {
        headers: { 'user-agent': 'tutti', ...headers },
        agent,
        handshakeTimeout: timeoutMs,
        maxPayload: LARGEST_MESSAGE,
        perMessageDeflate: false,
      },
    );
    const settled = new AbortController();
    const fail = (error: TargetError) => {
      settled.abort();
      reject(error);
      socket.terminate();
    };
    signal.addEventListener('abort', () => fail(stoppedError(subject, false)), {
      once: true,
      signal: settled.signal,
    });
    // Without a listener an error that comes later would end the process.
    socket.on('error', error => fail(noAnswerError(subject, error, false)));
    socket.once('unexpected-response', (_request, response) => {
      void refusalOf(response, subject).then(fail);
    });
    socket.once('open', () => {
      settled.abort();
      socket.pause();
      resolve(socket);
    });
  });
}

async function refusalOf(
  response: http.IncomingMessage,
  subject: Subject,
): Promise<TargetError> {
  let text = '';
  try {
    for await (const chunk of response.setEncoding('utf8')) {
      text += chunk;
      if (text.length > LARGEST_REFUSAL) break;
    }
  } catch {
    // What came is all there is.
  }
  const { statusCode: status = 0, headers } = response;
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return refusalError(subject, { status, headers, body });
}
