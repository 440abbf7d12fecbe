import { z } from 'zod';
import { ExecService } from '../services/exec';
import { Route, route } from './route';
import { inEnvironment, name } from './schemas';

const word = z
  .string()
  .max(4_096)
  .refine(text => !text.includes('\0'), 'must not hold a NUL character');

export function execRoutes(exec: ExecService): Route[] {
  return [
    route({
      method: 'post',
      path: '/applications/{application}/environments/{environment}/runtime/objects/{uid}/exec',
      summary:
        'A ticket for one terminal in a container of a pod: redeemed once, within seconds, by a WebSocket to `/v1/exec` that offers the protocols `tutti.exec.v1` and `ticket.<ticket>`',
      status: 201,
      input: z.object({
        params: inEnvironment.extend({ uid: z.string().min(1).max(128) }),
        body: z.object({
          container: name,
          command: z.array(word).min(1).max(64).optional(),
        }),
      }),
      answers: 'ExecTicket',
      once: true,
      handle: ({ params, body }, { caller }) =>
        exec.ticket(params, body, caller),
    }),
  ];
}
