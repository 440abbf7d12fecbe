/**
 * Writes what is published of the API: the schemas of its answers, and its page in the reference:
 * `yarn workspace @tutti/plugin-tutti-backend answers`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { answerSchemas } from '../src/__testUtils__/answerSchemas';
import { withRouteTable } from '../src/__testUtils__/routeTable';
import { allRoutes } from '../src/api';
import { Services } from '../src/services';

writeFileSync(
  resolve(__dirname, '../src/api/answers.json'),
  JSON.stringify(answerSchemas(), null, 2),
);
const page = resolve(__dirname, '../../../docs/reference/api.md');
// Nobody calls a handler here.
const services: Partial<Services> = {};
writeFileSync(
  page,
  withRouteTable(readFileSync(page, 'utf8'), allRoutes(services as Services)),
);
