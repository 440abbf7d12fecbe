import {
  ExecEnd,
  ExecListener,
  ExecQuery,
  ExecSession,
  TargetCall,
  TargetError,
} from '@tutti/engine';
import type { RawData, WebSocket } from 'ws';
import { Cluster } from '../Cluster';
import { objectsAt, textAt } from '../json';

/** https://kubernetes.io/docs/reference/using-api/ (remotecommand): the first byte says what a message is. */
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const STATUS = 3;
const RESIZE = 4;

const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** A command with a terminal in a container, over the API server's WebSocket. */
export async function exec(
  cluster: Cluster,
  { namespace, pod, container, command }: ExecQuery,
  listener: ExecListener,
  call: TargetCall,
): Promise<ExecSession> {
  if (cluster.simulated) {
    throw new TargetError(
      `cluster "${cluster.name}" is a simulation: its containers run nothing, so that there is no terminal in them`,
      'invalid',
      false,
    );
  }
  const query = new URLSearchParams({
    container,
    stdin: 'true',
    stdout: 'true',
    tty: 'true',
  });
  for (const word of command) query.append('command', word);
  const path = ['namespaces', namespace, 'pods', pod, 'exec']
    .map(encodeURIComponent)
    .join('/');
  const socket = await cluster.socket(
    {
      path: `/api/v1/${path}?${query}`,
      protocols: PROTOCOLS,
      deed: `open a terminal in ${namespace}/${pod}/${container}`,
    },
    call,
  );
  return sessionOver(socket, listener, call.signal);
}

function sessionOver(
  socket: WebSocket,
  listener: ExecListener,
  signal: AbortSignal,
): ExecSession {
  const close = () => socket.close();
  let end: ExecEnd | undefined;
  socket.on('message', data => {
    const [channel, content] = splitChannel(data);
    if (channel === STDOUT || channel === STDERR) {
      if (content.length > 0) listener.output(content);
    } else if (channel === STATUS) {
      end = readEnd(content);
      socket.close();
    }
  });
  socket.once('close', () => {
    signal.removeEventListener('abort', close);
    listener.ended(end ?? { message: 'The cluster broke the connection off.' });
  });
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  socket.resume();
  const send = (channel: number, content: Uint8Array) => {
    if (socket.readyState === socket.OPEN) {
      socket.send(Buffer.concat([Buffer.from([channel]), content]));
    }
  };
  return {
    write: bytes => send(STDIN, bytes),
    resize: ({ columns, rows }) =>
      send(
        RESIZE,
        Buffer.from(JSON.stringify({ Width: columns, Height: rows })),
      ),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close,
  };
}

function splitChannel(data: RawData): [channel: number, content: Buffer] {
  const bytes = Array.isArray(data)
    ? Buffer.concat(data)
    : Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data);
  return [bytes[0], bytes.subarray(1)];
}

/** A `Status`: of a command that failed it has the exit code among its causes. */
function readEnd(content: Buffer): ExecEnd {
  let status;
  try {
    status = JSON.parse(content.toString('utf8'));
  } catch {
    return { message: 'The cluster did not say how the command ended.' };
  }
  if (textAt(status, 'status') === 'Success') return { exitCode: 0 };
  const code = objectsAt(status, 'details', 'causes').find(
    ({ reason }) => reason === 'ExitCode',
  )?.message;
  return typeof code === 'string' && /^\d+$/.test(code)
    ? { exitCode: Number(code) }
    : { message: textAt(status, 'message') ?? 'The command could not be run.' };
}
