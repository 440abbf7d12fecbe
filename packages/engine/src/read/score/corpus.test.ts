import { existsSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { readWorkload } from './readWorkload';

/**
 * Public Score files with the verdicts that the schema and the placeholder rules give them.
 * They have their own licences and are not part of this repository: TUTTI_FIXTURES names the
 * folder, otherwise `../shared/fixtures` beside the checkout is tried.
 */
const folder = join(
  process.env.TUTTI_FIXTURES ??
    resolve(__dirname, '../../../../../../shared/fixtures'),
  'score',
);
const index = join(folder, 'index.tsv');

interface Entry {
  file: string;
  verdict: string;
}

function entries(): Entry[] {
  if (!existsSync(index)) {
    // A table must have a row, also where it is skipped.
    return [{ file: 'nothing', verdict: 'skipped' }];
  }
  return readFileSync(index, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => {
      const [file, , verdict] = line.split('\t');
      return { file, verdict };
    });
}

/** An upgraded file has both good verdicts: the published schema still allows some old spellings. */
function verdictsOf(file: string): string[] {
  const result = readWorkload(readFileSync(join(folder, file), 'utf8'), {
    file,
    // The files that some of them name are not there; their verdicts do not count them.
    readSource: () => ({ bytes: new Uint8Array() }),
  });
  const codes = new Set(
    result.problems
      // One of them names its source by `..`, which is refused, whoever reads.
      .filter(({ code }) => code !== 'SourceOutsideFolder')
      .map(({ code }) => code),
  );
  if (codes.has('SchemaViolation')) {
    return ['schema-invalid'];
  }
  if (codes.has('InvalidPlaceholder') || codes.has('UnknownPlaceholder')) {
    return ['placeholder-invalid'];
  }
  codes.delete('OldSpelling');
  codes.delete('PlaceholderNotFilled');
  if (codes.size > 0) {
    return [...codes];
  }
  return result.problems.some(({ code }) => code === 'OldSpelling')
    ? ['valid', 'valid-after-upgrade']
    : ['valid'];
}

if (!existsSync(index)) {
  process.stderr.write(
    `SKIPPED: the corpus of public Score files is not at ${folder}; set TUTTI_FIXTURES.\n`,
  );
}

const withCorpus = existsSync(index) ? describe : describe.skip;

withCorpus('the corpus of public Score files (TUTTI_FIXTURES)', () => {
  it.each(entries())('$file is $verdict', ({ file, verdict }) => {
    expect(verdictsOf(file)).toContain(verdict);
  });
});
