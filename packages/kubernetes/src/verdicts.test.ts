import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import recorded from './__testUtils__/verdicts.json';
import { allCases, beyondUs, Case } from './__testUtils__/cases';
import { textAt } from './content';
import { groupOf, inspectTemplate } from './inspectObject';
import { builtinKind } from './schema/builtin';
import { ApiServer, startApiServer } from './testing';

/**
 * What a real API server (1.36.3, server-side dry run, strict) says of thousands of objects, each
 * changed in one place. Its answers are recorded, so that everybody can compare with them; where
 * KUBEBUILDER_ASSETS is set, some (with TUTTI_THOROUGH: all) are asked for again, and with
 * TUTTI_RECORD=1 they are written down.
 */

const cases = allCases();

it('what it accepts we accept, what it refuses we refuse', () => {
  expect(recorded.accepted).toHaveLength(cases.length);
  const differences = cases.flatMap(({ title, object }, index) => {
    const accepted = recorded.accepted[index] === '1';
    const findings = inspectTemplate(object);
    return accepted === (findings.length === 0) ||
      Object.hasOwn(beyondUs, title)
      ? []
      : [{ title, accepted, findings }];
  });
  expect(differences).toEqual([]);
});

const assets = process.env.KUBEBUILDER_ASSETS;
if (assets === undefined)
  process.stderr.write(
    'SKIPPED: the recorded verdicts are NOT compared with a real API server. Set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver.\n',
  );

(assets === undefined ? describe.skip : describe)(
  'on a real API server (KUBEBUILDER_ASSETS)',
  () => {
    let server: ApiServer;
    beforeAll(async () => {
      server = await startApiServer(assets ?? '');
      await server.ask({
        method: 'POST',
        path: '/api/v1/namespaces',
        body: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'judge' },
        },
      });
    }, 90_000);
    afterAll(() => server?.stop(), 30_000);

    it('says what is recorded', async () => {
      const isRecording = process.env.TUTTI_RECORD !== undefined;
      const step = isRecording || process.env.TUTTI_THOROUGH ? 1 : 20;
      const asked = cases.filter((_, index) => index % step === 0);
      const verdicts: boolean[] = [];
      // As many at once as a server answers without keeping some waiting too long.
      for (let at = 0; at < asked.length; at += 16)
        verdicts.push(
          ...(await Promise.all(asked.slice(at, at + 16).map(isAccepted))),
        );
      if (isRecording) {
        const accepted = verdicts.map(Number).join('');
        writeFileSync(
          join(__dirname, '__testUtils__/verdicts.json'),
          `${JSON.stringify({ accepted })}\n`,
        );
        return;
      }
      expect(
        asked.filter(
          (_, index) =>
            verdicts[index] !== (recorded.accepted[index * step] === '1'),
        ),
      ).toEqual([]);
    }, 300_000);

    async function isAccepted({ object }: Case): Promise<boolean> {
      const apiVersion = textAt(object, 'apiVersion') ?? '';
      const kind = builtinKind(apiVersion, textAt(object, 'kind') ?? '');
      const root = groupOf(apiVersion) ? 'apis' : 'api';
      const name = textAt(object, 'metadata', 'name') ?? '';
      const { status } = await server.ask({
        method: 'PATCH',
        path: `/${root}/${apiVersion}${
          kind?.namespaced ? '/namespaces/judge' : ''
        }/${
          kind?.plural
        }/${name}?fieldManager=tutti&force=true&dryRun=All&fieldValidation=Strict`,
        body: JSON.parse(JSON.stringify(object)),
        contentType: 'application/apply-patch+yaml',
      });
      return status < 300;
    }
  },
);
