import { PodFate } from '../pretendedNode';
import {
  Broken,
  IMAGE,
  IS_FINAL,
  long,
  MAY_COME,
  running,
  told,
  unhealthy,
} from './Broken';

function crashing(
  what: string,
  exitCode: number,
  ends: string,
  hint: string,
  more: {
    reason?: string;
    message?: string;
    events?: PodFate['events'];
  } = {},
): Broken {
  const { reason = 'Error', message, events } = more;
  return {
    what,
    objects: [
      told({
        status: { phase: 'Running' },
        containers: [
          {
            restartCount: 3,
            state: {
              waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s' },
            },
            lastState: {
              terminated: {
                exitCode,
                reason,
                startedAt: long(),
                finishedAt: long(),
                ...(message && { message }),
              },
            },
          },
        ],
        ...(events && { events }),
      }),
    ],
    ...IS_FINAL,
    says: `container main ${ends}`,
    hint,
  };
}

export const CRASHES: Broken[] = [
  crashing(
    'the program ends with an error',
    1,
    'crashes with exit code 1, restarted 3 times',
    'last lines of its log',
  ),
  crashing(
    'the program has nothing more to do',
    0,
    'keeps ending with exit code 0: it is expected to go on running, restarted 3 times',
    'profile of a job',
    { reason: 'Completed' },
  ),
  crashing(
    'a script does not find its command',
    127,
    'crashes with exit code 127: its command is not there, restarted 3 times',
    'Correct `command`',
  ),
  crashing(
    'a script may not execute its command',
    126,
    'crashes with exit code 126: its command may not be executed, restarted 3 times',
    'executable',
  ),
  crashing(
    'the program aborts itself',
    134,
    'crashes with exit code 134: its program aborted itself, restarted 3 times',
    'last lines of its log',
  ),
  crashing(
    'the program has a memory error',
    139,
    'crashes with exit code 139: a memory error of its program, restarted 3 times',
    'another version',
  ),
  crashing(
    'the program needs too much memory',
    137,
    'ran out of memory (its limit is 128Mi), restarted 3 times',
    'resources.limits.memory',
    { reason: 'OOMKilled' },
  ),
  crashing(
    'the program may not be executed',
    128,
    'cannot be started: its command may not be executed, restarted 3 times',
    'executable',
    { reason: 'StartError', message: 'exec /serve: permission denied' },
  ),
  crashing(
    'the program is for another processor',
    128,
    'cannot be started: its program was built for another processor, restarted 3 times',
    'platform of the nodes',
    { reason: 'StartError', message: 'exec /serve: exec format error' },
  ),
  crashing(
    'a liveness probe is answered with an error',
    143,
    'ends with exit code 143: it was asked to stop, restarted 3 times: its liveness probe is answered with 503',
    'path of the probe',
    unhealthy('Liveness probe failed: HTTP probe failed with statuscode: 503'),
  ),
  crashing(
    'a liveness probe is not answered in time',
    137,
    'crashes with exit code 137: it was killed, restarted 3 times: its liveness probe is not answered in time',
    'more processor time',
    unhealthy(
      'Liveness probe failed: Get "http://10.0.0.7/": context deadline exceeded (Client.Timeout exceeded)',
    ),
  ),
  {
    what: 'an init container crashes',
    objects: [
      told(
        {
          status: {},
          initContainers: [
            {
              restartCount: 2,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
              lastState: {
                terminated: {
                  exitCode: 1,
                  reason: 'Error',
                  startedAt: long(),
                  finishedAt: long(),
                },
              },
            },
          ],
          containers: [{ state: { waiting: { reason: 'PodInitializing' } } }],
        },
        { initContainers: [{ name: 'migrate', image: IMAGE }] },
      ),
    ],
    ...IS_FINAL,
    says: 'container migrate crashes with exit code 1, restarted 2 times',
    hint: 'last lines of its log',
  },
  {
    what: 'an init container does not end',
    objects: [
      told(
        {
          status: {},
          initContainers: [running()],
          containers: [{ state: { waiting: { reason: 'PodInitializing' } } }],
        },
        { initContainers: [{ name: 'migrate', image: IMAGE }] },
      ),
    ],
    ...MAY_COME,
    says: /^container migrate, which the others wait for, has been running for \d+ s$/,
    hint: 'before the others start',
  },
];
