import { Problem, readWorkload, ResourceDeclaration } from '@tutti/engine';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { DryRun, startDryRun } from './__testUtils__/dryRun';
import {
  EXAMPLE_PLATFORM,
  examplePlatform,
} from './__testUtils__/examplePlatform';
import { tutti } from './__testUtils__/tutti';

/**
 * Public Score files with the verdict each should get, and what the example platform makes of them.
 * They have their own licences and are not part of this repository: TUTTI_FIXTURES names the
 * folder, otherwise `../shared/fixtures` beside the checkout is tried.
 */
const folder = join(
  process.env.TUTTI_FIXTURES ??
    resolve(__dirname, '../../../../shared/fixtures'),
  'score',
);
const assets = process.env.KUBEBUILDER_ASSETS;
const ENVIRONMENT_TYPE = 'development';

/** Each with its reason in docs/decisions/0008. */
const DIFFERENT: Record<string, { validate?: string; generate: string }> = {
  'score-spec+spec__samples_score-full.yaml': {
    validate: 'SourceUnreadable',
    generate: 'SourceUnreadable',
  },
  'victor-ikeme+awesome-score-spec-examples__examples_elasticsearch-logstash-kibana-example_score_score.yaml':
    { validate: 'SourceOutsideFolder', generate: 'SourceOutsideFolder' },
  'Oliszosz+Score-demo__score.yaml': { generate: 'InvalidParams' },
  'humanitec-architecture+example-library__score_shared-resource_score-backend.yaml':
    { generate: 'UnknownPort' },
  'stellwerk-labs+platform-orchestrator-dp__integration-tests_score.iam.yaml': {
    generate: 'InvalidRoutePath',
  },
};

interface Row {
  file: string;
  verdict: string;
}

const index = join(folder, 'index.tsv');
const rows: Row[] = existsSync(index)
  ? readFileSync(index, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => {
        const [file, , verdict] = line.split('\t');
        return { file, verdict };
      })
  : [];
const isValid = ({ verdict }: Row) => verdict.startsWith('valid');
const valid = rows.filter(isValid);
const invalid = rows.filter(row => !isValid(row));

function say(line: string) {
  process.stderr.write(`${line}\n`);
}

async function errorsOf(file: string): Promise<Problem[]> {
  const { out } = await tutti(
    ...['validate', join(folder, file), '--output', 'json'],
  );
  const { problems }: { problems: Problem[] } = JSON.parse(out);
  return problems.filter(({ severity }) => severity === 'error');
}

(rows.length > 0 ? describe : describe.skip)('public Score files', () => {
  it.each(valid)('$file is valid', async ({ file }) => {
    const different = DIFFERENT[file]?.validate;
    expect((await errorsOf(file)).map(({ code }) => code)).toEqual(
      different === undefined ? [] : [different],
    );
  });

  it.each(invalid)('$file is $verdict', async ({ file }) => {
    const errors = await errorsOf(file);
    expect(errors).not.toEqual([]);
    expect(errors).toEqual(
      errors.map(() => expect.objectContaining({ line: expect.any(Number) })),
    );
  });
});

const platform = examplePlatform();
const definitions = Object.values(platform.definitions);

/** What `NoMatch` says: the type that there is not, or the class that nothing serves. */
const NO_MATCH =
  /error NoMatch: (?:There is no resource type (\S+);|No definition makes (\S+) of class (\S+) for)/g;

/** By rules of its own, not by the engine's match. */
function has({ type, class: klass }: ResourceDeclaration): boolean {
  return definitions.some(
    one =>
      one.type === type &&
      [klass, '*'].includes(one.class) &&
      (one.criteria.environmentType ?? [ENVIRONMENT_TYPE]).includes(
        ENVIRONMENT_TYPE,
      ),
  );
}

function resourcesOf(text: string): ResourceDeclaration[] {
  const workload = readWorkload(text, { file: 'score.yaml' });
  return workload.ok ? Object.values(workload.value.resources) : [];
}

/** The values that `environment` resources give: whatever the texts name behind a resource. */
function valuesFile(text: string): string {
  const names = [...text.matchAll(/\$\{resources\.[\w-]+\.([A-Z]\w*)\}/g)];
  return JSON.stringify({
    values: Object.fromEntries(names.map(([, name]) => [name, 'a value'])),
  });
}

type Outcome =
  /** `refusals`: why a real API server would not take the manifests. */
  | { generated: true; refusals: string[] }
  /** The type, or `type.class`, of what the platform does not have, sorted. */
  | { generated: false; noMatch: string[] }
  | { generated: false; codes: string[] };

function expectedOf(file: string): Outcome {
  const different = DIFFERENT[file]?.generate;
  if (different !== undefined) {
    return { generated: false, codes: [different] };
  }
  const missing = resourcesOf(readFileSync(join(folder, file), 'utf8'))
    .filter(resource => !has(resource))
    .map(({ type, class: klass }) =>
      Object.hasOwn(platform.resourceTypes, type) ? `${type}.${klass}` : type,
    );
  return missing.length > 0
    ? { generated: false, noMatch: missing.sort() }
    : { generated: true, refusals: [] };
}

const counts = { upgraded: 0, generated: 0, noMatch: 0, different: 0 };

(rows.length > 0 ? describe : describe.skip)(
  `public Score files on the example platform in ${ENVIRONMENT_TYPE}`,
  () => {
    let temporary: string;
    let server: DryRun | undefined;

    beforeAll(async () => {
      temporary = mkdtempSync(join(tmpdir(), 'tutti-corpus-'));
      server = assets ? await startDryRun(assets) : undefined;
    }, 90_000);

    afterAll(async () => {
      await server?.stop();
      rmSync(temporary, { recursive: true });
      say(
        `Public Score files: ${rows.length}, ${valid.length} valid (${
          counts.upgraded
        } in old spellings), ${invalid.length} not. Of the valid ones ${
          counts.generated
        } generate${server ? ', all tried on a real API server' : ''}; ${
          counts.noMatch
        } NoMatch; ${
          counts.different
        } for a reason of their own (docs/decisions/0008).`,
      );
    }, 30_000);

    async function generate(file: string) {
      const text = readFileSync(join(folder, file), 'utf8');
      const values = join(temporary, 'values.yaml');
      writeFileSync(values, valuesFile(text));
      return tutti(
        ...['generate', join(folder, file), '--platform', EXAMPLE_PLATFORM],
        ...['--environment', ENVIRONMENT_TYPE, '--values', values],
        ...['--image', 'registry.example.com/team/image:1.0.0'],
      );
    }

    async function outcomeOf(file: string): Promise<Outcome> {
      const { code, out, err } = await generate(file);
      counts.upgraded += err.includes('warning OldSpelling:') ? 1 : 0;
      if (code === 0) {
        counts.generated += 1;
        return {
          generated: true,
          refusals: (await server?.refusals(out)) ?? [],
        };
      }
      const noMatch = [...err.matchAll(NO_MATCH)].map(
        ([, unknown, type, klass]) => unknown ?? `${type}.${klass}`,
      );
      if (noMatch.length > 0) {
        counts.noMatch += 1;
        return { generated: false, noMatch: noMatch.sort() };
      }
      counts.different += 1;
      const codes = [...err.matchAll(/error (\w+):/g)].map(([, one]) => one);
      return { generated: false, codes };
    }

    it.each(valid)('$file', async ({ file }) => {
      expect(await outcomeOf(file)).toEqual(expectedOf(file));
    });
  },
);

if (rows.length === 0) {
  say(
    `SKIPPED: the corpus of public Score files is not at ${folder}; set TUTTI_FIXTURES.`,
  );
} else if (!assets) {
  say(
    'SKIPPED: manifests of public Score files NOT tried on a real API server. Set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver.',
  );
}
