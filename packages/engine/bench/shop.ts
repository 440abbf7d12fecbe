// What a person waits for when planning the example shop, against parsing its YAML alone in
// the same run: machines differ, the ratio less so.
import fs from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { bench, do_not_optimize, run, summary } from 'mitata';
import {
  examplePlatform,
  exampleShop,
  exampleWorkloads,
} from '../src/deploy/__testUtils__/exampleShop';

const folder = path.resolve(__dirname, '../../../examples/applications/shop');
const texts = fs
  .readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) =>
    fs.readFileSync(path.join(folder, name, 'score.yaml'), 'utf8'),
  );

async function main() {
  const fresh = exampleShop('development');
  const running = exampleShop('development');
  await running.run(await running.plan());

  summary(() => {
    bench('parse the YAML of 7 Score files', () => {
      for (const text of texts) do_not_optimize(load(text));
    }).baseline(true);
    bench('read 7 Score files', () => do_not_optimize(exampleWorkloads()));
    bench('read the platform', () => do_not_optimize(examplePlatform()));
    bench('plan the shop, first deployment', async () =>
      do_not_optimize(await fresh.plan()),
    );
    bench('plan the shop, nothing changed', async () =>
      do_not_optimize(await running.plan()),
    );
  });
  await run();
}

main();
