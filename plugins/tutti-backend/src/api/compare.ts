import { z } from 'zod';
import { readRef } from '../services/compare/refs';
import { CompareService } from '../services/types';
import { Route, route } from './route';

/** `environment:shop/staging`, `release:<id>` or `deployment:<id>`. */
const ref = z.string().min(1).max(300);

export function compareRoutes(compare: CompareService): Route[] {
  return [
    route({
      method: 'get',
      path: '/compare',
      summary:
        'Two environments, releases or deployments (`environment:shop/staging`, `release:<id>`, `deployment:<id>`), leaf by leaf; of secrets only whether they are the same',
      input: z.object({ query: z.object({ left: ref, right: ref }) }),
      answers: 'ComparisonView',
      handle: ({ query }, { caller }) =>
        compare.compare(
          readRef(query.left, 'left'),
          readRef(query.right, 'right'),
          caller,
        ),
    }),
  ];
}
