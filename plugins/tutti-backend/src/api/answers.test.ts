import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { answerSchemas } from '../__testUtils__/answerSchemas';
import { withRouteTable } from '../__testUtils__/routeTable';
import { Services } from '../services';
import schemas from './answers.json';
import { openApiDocument } from './openApi';
import { allRoutes } from '.';

const services: Partial<Services> = {};
const routes = allRoutes(services as Services);

/** `yarn workspace @tutti/plugin-tutti-backend answers` writes them anew. */
describe('what is published of the API', () => {
  it('has the schemas of the types that the client gives', () => {
    expect(schemas).toEqual(answerSchemas());
  });

  it('has a schema that says something for each name that the document uses', () => {
    const document = JSON.stringify(openApiDocument(routes));
    const used = [...document.matchAll(/"#\/components\/schemas\/(\w+)"/g)];
    const said = Object.entries(schemas)
      .filter(([, schema]) => Object.keys(schema).length > 0)
      .map(([name]) => name);
    expect(said).toEqual(expect.arrayContaining(used.map(([, name]) => name)));
  });

  it('has every route on its page of the reference', async () => {
    const page = await readFile(
      resolve(__dirname, '../../../../docs/reference/api.md'),
      'utf8',
    );
    const told = (text: string) =>
      text.replace(/ +\|/g, ' |').replace(/-+/g, '-');
    expect(told(page)).toEqual(told(withRouteTable(page, routes)));
  });
});
