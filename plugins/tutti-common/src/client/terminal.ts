import {
  EXEC_PROTOCOL,
  EXEC_TICKET_PREFIX,
  TerminalEnd,
  TerminalSize,
} from '../types';

export interface TerminalListener {
  output(bytes: Uint8Array): void;
  /** Once, and nothing after it. */
  ended(end: TerminalEnd): void;
}

export interface TerminalSession {
  write(text: string): void;
  resize(size: TerminalSize): void;
  close(): void;
}

/**
 * Opens a terminal over a WebSocket.
 *
 * @param address - `wss://…/v1/exec`
 * @throws Error when it is not let in: a ticket opens one terminal, once
 */
export function openTerminal(
  address: string,
  ticket: string,
  listener: TerminalListener,
): Promise<TerminalSession> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, [
      EXEC_PROTOCOL,
      `${EXEC_TICKET_PREFIX}${ticket}`,
    ]);
    socket.binaryType = 'arraybuffer';
    let end: TerminalEnd | undefined;
    let isOpen = false;
    const send = (data: string | Uint8Array<ArrayBuffer>) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
    };
    const encoder = new TextEncoder();
    socket.onopen = () => {
      isOpen = true;
      resolve({
        write: text => send(encoder.encode(text)),
        resize: size => send(JSON.stringify(size)),
        close: () => socket.close(),
      });
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data === 'string') end = JSON.parse(data).ended;
      else listener.output(new Uint8Array(data));
    };
    socket.onclose = () => {
      if (isOpen) listener.ended(end ?? { message: 'The connection broke.' });
      // Browsers do not say why.
      else reject(new Error('The portal did not open the connection.'));
    };
  });
}
