import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, relative } from 'path';
import {
  builtinDrivers,
  loadPlatform,
  Problem,
  readWorkload,
} from '@tutti/engine';
// The compiler of the repository itself: what it says of an example is what an adopter's would say.
// eslint-disable-next-line @backstage/no-undeclared-imports
import ts from 'typescript';
import { Document, parseAllDocuments } from 'yaml';
import { root } from './__testUtils__/examples';
import { tutti } from './__testUtils__/tutti';

/**
 * What README and docs show is tried: platform files and Score files are read, app-config is checked
 * against config.d.ts, commands of `tutti` are run from the repository's root, other code is parsed.
 * A block that cannot be tried says why in the line above it: `<!-- not tried: … -->`.
 */

const NOT_TRIED = /<!-- not tried: \S.* -->\s*$/;

/** Programs that adopters have and tests need not. */
const OTHER_PROGRAMS =
  /^(npm|npx|yarn|node|cd|cp|mkdir|kubectl|openssl|psql|pg_dump|pg_restore|curl|git|export|docker|source|TUTTI_\w+=)/;

interface Block {
  title: string;
  language: string;
  text: string;
}

function pagesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pagesBelow(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const pages = [
  ...['README.md', 'CONTRIBUTING.md'].map(name => join(root, name)),
  ...pagesBelow(join(root, 'docs')),
  ...['packages', 'plugins', 'examples'].flatMap(folder =>
    readdirSync(join(root, folder))
      .map(name => join(root, folder, name, 'README.md'))
      .filter(path => existsSync(path)),
  ),
];

function blocksOf(page: string): Block[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/^```(\w+)[^\n]*\n([^]*?)^```$/gm)].flatMap(
    ({ 1: language, 2: inside, index }) => {
      const before = text.slice(0, index);
      const line = before.split('\n').length;
      const title = `${relative(root, page)}:${line}`;
      return NOT_TRIED.test(before) ? [] : [{ title, language, text: inside }];
    },
  );
}

const blocks = pages.flatMap(blocksOf);
const of = (...languages: string[]) =>
  blocks.filter(({ language }) => languages.includes(language));

it.each(of('yaml'))('$title is right', ({ text }) => {
  expect(parseAllDocuments(text).flatMap(faultsOf)).toEqual([]);
});

/** An example shows one document of many, and files beside it that are not there. */
const ALONE = ['UnknownReference', 'SourceUnreadable'];

function faultsOf(document: Document.Parsed): unknown[] {
  const value: unknown = document.toJS();
  const text = document.toString();
  const problemsOf = ({ problems }: { problems: Problem[] }) =>
    problems.filter(({ code }) => !ALONE.includes(code));
  if (document.errors.length > 0) return document.errors;
  if (has(value, 'apiVersion', 'score.dev/v1b1')) {
    return problemsOf(readWorkload(text, { file: 'score.yaml' }));
  }
  if (has(value, 'apiVersion', 'tutti.dev/v1alpha1')) {
    const files = [{ file: 'platform.yaml', text }];
    return problemsOf(loadPlatform(files, builtinDrivers()));
  }
  return has(value, 'tutti') ? typeErrors(value) : [];
}

function has(value: unknown, key: string, wanted?: string): boolean {
  return Object.entries(value ?? {}).some(
    ([name, inside]) =>
      name === key && (wanted === undefined || inside === wanted),
  );
}

const CONFIGS = [
  'plugins/tutti-backend/config.d.ts',
  'plugins/tutti-backend-module-git/config.d.ts',
  'plugins/tutti-backend-module-kubernetes/config.d.ts',
  'plugins/tutti-backend-module-terraform/config.d.ts',
];

/** What the compiler says of app-config, as an object of the declared type. */
function typeErrors(config: unknown): string[] {
  const name = join(root, 'packages/cli/src/app-config.ts');
  const imports = CONFIGS.map(
    (path, index) =>
      `import { Config as C${index} } from ${JSON.stringify(
        relative(dirname(name), join(root, path)).replace(/\.d\.ts$/, ''),
      )};`,
  );
  const text = `${imports.join('\n')}
    type Tutti = ${CONFIGS.map(
      (_, index) => `NonNullable<C${index}['tutti']>`,
    ).join(' & ')};
    const config: { tutti: Tutti; [key: string]: unknown } = ${JSON.stringify(
      config,
    )};
    export default config;`;
  const host = ts.createCompilerHost({});
  const { readFile, fileExists } = host;
  host.readFile = path => (path === name ? text : readFile(path));
  host.fileExists = path => path === name || fileExists(path);
  host.getSourceFile = (path, options) => {
    const source = host.readFile(path);
    return source === undefined
      ? undefined
      : ts.createSourceFile(path, source, options);
  };
  const program = ts.createProgram(
    [name],
    { strict: true, noEmit: true, skipLibCheck: true, types: [] },
    host,
  );
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(name))
    .map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, '\n'),
    );
}

it.each(of('ts', 'tsx'))('$title parses', ({ text, language }) => {
  const { diagnostics } = ts.transpileModule(text, {
    reportDiagnostics: true,
    fileName: `example.${language}`,
    compilerOptions: { jsx: ts.JsxEmit.Preserve },
  });
  expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
});

it.each(of('json'))('$title parses', ({ text }) => {
  expect(() => JSON.parse(text)).not.toThrow();
});

describe('commands in the docs', () => {
  const here = process.cwd();
  beforeAll(() => process.chdir(root));
  afterAll(() => process.chdir(here));

  const commands = of('sh').flatMap(({ title, text }) =>
    text
      .replace(/\\\n/g, ' ')
      .split('\n')
      .map(line => line.replace(/(^|\s)#.*$/, '').trim())
      .filter(line => line !== '')
      .map(line => ({ title, line })),
  );
  const isOurs = ({ line }: { line: string }) =>
    /^(packages\/cli\/bin\/)?tutti /.test(line);

  it.each(commands.filter(isOurs))('$title $line', async ({ line }) => {
    const [, ...args] = line.replace(/ > .*/, '').split(/\s+/);
    const { code, err } = await tutti(...args);
    expect({ code, err }).toEqual({ code: 0, err: expect.any(String) });
  });

  it.each(commands.filter(command => !isOurs(command)))(
    '$title $line is a program that adopters have',
    ({ line }) => {
      expect(line).toMatch(OTHER_PROGRAMS);
    },
  );
});

it('links between pages lead somewhere', () => {
  const broken = pages.flatMap(page =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)/g)]
      .map(([, target]) => join(dirname(page), target))
      .filter(target => !existsSync(target))
      .map(target => `${relative(root, page)}: ${relative(root, target)}`),
  );
  expect(broken).toEqual([]);
});

it('pages that npm shows link to the repository by its address, and to what is there', () => {
  const onNpm = pages.filter(page =>
    /(packages|plugins).*README\.md$/.test(page),
  );
  const targets = onNpm.flatMap(page =>
    [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)/g)].map(
      ([, target]) => ({ page: relative(root, page), target }),
    ),
  );
  expect(targets.filter(({ target }) => !/^(https?:|#)/.test(target))).toEqual(
    [],
  );
  expect(
    targets.filter(({ target }) => {
      const [, path] =
        /tutti-dev\/tutti\/(?:blob|tree)\/main\/([^#]+)/.exec(target) ?? [];
      return path !== undefined && !existsSync(join(root, path));
    }),
  ).toEqual([]);
});

it('the navigation of TechDocs names every page', () => {
  const nav = readFileSync(join(root, 'mkdocs.yml'), 'utf8');
  const missing = pagesBelow(join(root, 'docs'))
    .map(page => relative(join(root, 'docs'), page))
    .filter(page => !nav.includes(` ${page}\n`));
  expect(missing).toEqual([]);
  const named = [...nav.matchAll(/(\S+\.md)$/gm)].map(([, page]) => page);
  expect(named.filter(page => !existsSync(join(root, 'docs', page)))).toEqual(
    [],
  );
});

/** Codes of problems, as the sources of everything that tells problems write them. */
function codesInSources(): { told: Set<string>; sources: string } {
  const told = new Set<string>();
  const sources = ['packages/engine', 'packages/cli', 'packages/kubernetes']
    .concat('plugins/tutti-backend', 'plugins/tutti-backend-module-kubernetes')
    .map(folder => join(root, folder, 'src'))
    .filter(folder => existsSync(folder))
    .flatMap(sourcesBelow)
    .join('\n');
  for (const [, value] of sources.matchAll(
    /\bcode(?::|\s*=(?!=))\s*((?:[^,;{}]|\n\s*[?:])*)/g,
  )) {
    for (const [, code] of value.matchAll(
      // What a code is compared with is none.
      /(?<!=== )'([A-Z][a-z]+[A-Za-z]*)'/g,
    )) {
      told.add(code);
    }
  }
  return { told, sources };
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return /^__|^testing$/.test(entry.name) ? [] : sourcesBelow(path);
    }
    return /(?<!\.test)\.ts$/.test(entry.name)
      ? [readFileSync(path, 'utf8')]
      : [];
  });
}

describe('the index of problem codes', () => {
  const page = readFileSync(join(root, 'docs/reference/problems.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
  const { told, sources } = codesInSources();

  it('has every code that the sources tell', () => {
    expect([...told].filter(code => !listed.includes(code)).sort()).toEqual([]);
  });

  it('has no code that nothing tells, and none twice', () => {
    expect(listed.filter(code => !sources.includes(`'${code}'`))).toEqual([]);
    expect(listed).toEqual([...new Set(listed)]);
  });
});
