/**
 * Writes the JSON Schema of platform files to where editors and the reference find it:
 * `yarn workspace @tutti/engine schema`.
 */
import { writeFileSync } from 'fs';
import { resolve } from 'path';
import { platformJsonSchema } from '../src/read';

writeFileSync(
  resolve(__dirname, '../../../docs/reference/schemas/platform.schema.json'),
  JSON.stringify(platformJsonSchema(), null, 2),
);
