import { parseArgs } from 'util';
import { startSandbox } from './sandbox';

const usage = `tutti-sandbox: a pretended Kubernetes API (simulation: no container runs)

  --port <number>   default 7010; 0 = any free one
  --host <address>  default 127.0.0.1
  --routes-port <number>  where the addresses of routes answer; default 7011, another when it is in use
  --data <folder>   keep objects there over a restart
  --pace <factor>   of pretended durations: 1 = a pod is ready after about 0.8 s, 0 = at once
  --parent-pipe     end when standard input closes: the parent is gone
`;

/** Runs until it is told to stop; the exit code is 0 then, 1 when it could not start. */
export async function main(
  args: string[] = process.argv.slice(2),
): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '7010' },
      host: { type: 'string', default: '127.0.0.1' },
      'routes-port': { type: 'string', default: '7011' },
      data: { type: 'string' },
      pace: { type: 'string', default: '1' },
      'parent-pipe': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const routesPort = readNumber('--routes-port', values['routes-port']);
  const sandbox = await startSandbox({
    port: readNumber('--port', values.port),
    host: values.host,
    routesPort,
    pace: readNumber('--pace', values.pace),
    ...(values.data !== undefined && { data: values.data }),
  });
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`tutti-sandbox: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (values['parent-pipe']) {
    process.stdin.on('end', stop).on('error', stop);
    process.stdin.resume();
  }
  const { url, routesPort: port } = sandbox;
  const moved = routesPort !== 0 && port !== routesPort;
  // Whoever reads this line may rely on all of the above.
  process.stdout.write(
    `tutti-sandbox: ${url} (simulation: a pretended Kubernetes API, no container runs); addresses of routes answer at port ${port}${
      moved ? `, since ${routesPort} is in use` : ''
    }\n`,
  );
}

function readNumber(option: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || number < 0)
    throw new Error(`${option} needs a number, not ${JSON.stringify(text)}`);
  return number;
}
