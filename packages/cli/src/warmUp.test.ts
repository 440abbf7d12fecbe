import { warmUp } from './warmUp';

// What bundles the command line is no part of it, and no TypeScript.
const { examples } = require('../scripts/bundle.cjs');

it('what a snapshot is made of works', async () =>
  expect(await warmUp(examples())).toContain('kind: Deployment'));
