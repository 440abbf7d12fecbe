import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { EXAMPLE_PLATFORM } from './__testUtils__/examplePlatform';
import { tutti } from './__testUtils__/tutti';

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: example.com/web:1.0
resources:
  db:
    type: postgres
    params: { version: [17], size: 1Gi }
  files: { type: no-such-type }
`;

it('what planning finds has its line and column too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tutti-places-'));
  try {
    const file = join(folder, 'score.yaml');
    writeFileSync(file, SCORE);
    const { err } = await tutti('plan', file, '--platform', EXAMPLE_PLATFORM);
    const places = err
      .split('\n')
      .filter(line => line.startsWith(file))
      .map(line =>
        line
          .slice(file.length + 1)
          .split(': ', 2)
          .join(' '),
      );
    expect(places).toEqual(['10:3 error NoMatch', '9:15 error InvalidParams']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
