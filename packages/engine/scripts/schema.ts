/**
 * Writes what is published of the schema of platform files, for editors and for people:
 * `yarn workspace @tutti/engine schema`.
 */
import { readFileSync, writeFileSync } from 'fs';
import { resolve } from 'path';
import { platformJsonSchema } from '../src/read';
import { withFieldTables } from '../src/read/__testUtils__/fieldTables';

const reference = resolve(__dirname, '../../../docs/reference');
const page = resolve(reference, 'platform-files.md');
const schema = platformJsonSchema();

writeFileSync(
  resolve(reference, 'schemas/platform.schema.json'),
  JSON.stringify(schema, null, 2),
);
writeFileSync(page, withFieldTables(readFileSync(page, 'utf8'), schema));
