import { Broken, MAY_COME, running, told, unhealthy } from './Broken';

function unready(
  what: string,
  message: string,
  means: string,
  hint: string,
): Broken {
  return {
    what,
    objects: [
      told({
        status: { phase: 'Running' },
        containers: [running()],
        ...unhealthy(message),
      }),
    ],
    ...MAY_COME,
    says: new RegExp(
      `^container main has been running for \\d+ s without becoming ready: ${means}$`,
    ),
    hint,
  };
}

export const PROBES: Broken[] = [
  unready(
    'nobody listens at the port of the probe',
    'Readiness probe failed: Get "http://10.0.0.7:8080/": dial tcp 10.0.0.7:8080: connect: connection refused',
    'its readiness probe finds nobody at the port',
    '0.0.0.0',
  ),
  unready(
    'the probe is answered with an error',
    'Readiness probe failed: HTTP probe failed with statuscode: 404',
    'its readiness probe is answered with 404',
    'path of the probe',
  ),
  unready(
    'the probe is not answered in time',
    'Readiness probe failed: Get "http://10.0.0.7:8080/": context deadline exceeded',
    'its readiness probe is not answered in time',
    'more processor time',
  ),
  unready(
    'the command of a startup probe fails',
    "Startup probe failed: cat: can't open /ready",
    'its startup probe fails',
    'correct the probe',
  ),
];
