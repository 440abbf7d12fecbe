import { z } from 'zod';
import { AuditService } from '../services/audit';
import { Lines, Route, route } from './route';
import { name } from './schemas';

const OUTCOMES = ['open', 'succeeded', 'refused', 'failed'] as const;

const time = z.iso
  .datetime({ offset: true })
  .transform(text => Date.parse(text))
  .optional();

const filter = {
  application: name.optional(),
  environment: name.optional(),
  actor: z.string().min(1).max(255).optional(),
  verb: z.string().min(1).max(64).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  from: time,
  to: time,
};

export function auditRoutes(audit: AuditService): Route[] {
  return [
    route({
      method: 'get',
      path: '/audit',
      summary:
        'Who did what, and what came of it, newest first: all of it for those whom `tutti.access.audit` names, for owners what concerns their applications',
      input: z.object({
        query: z.object({
          ...filter,
          limit: z.coerce.number().int().min(1).max(200).default(50),
          cursor: z.string().min(1).max(32).optional(),
        }),
      }),
      answers: 'AuditPage',
      handle: ({ query }, { caller }) => audit.list(query, caller),
    }),
    route({
      method: 'get',
      path: '/audit/export',
      summary: 'The same, oldest first and whole, as lines of JSON',
      input: z.object({ query: z.object(filter) }),
      lines: 'AuditEntry',
      handle: async ({ query }, { caller }) =>
        new Lines(await audit.export(query, caller)),
    }),
  ];
}
