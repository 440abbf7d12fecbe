import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';

const ROOT = resolve(__dirname, '../../..');

/** All sources of the repository's packages and plugins. */
const files = ['packages', 'plugins'].flatMap(folder =>
  readdirSync(join(ROOT, folder)).flatMap(name => {
    const source = join(ROOT, folder, name, 'src');
    return existsSync(source)
      ? readdirSync(source, { recursive: true, encoding: 'utf8' })
          .filter(file => /(?<!\.d)\.tsx?$/.test(file))
          .map(file => join(source, file))
      : [];
  }),
);

/** Whatever a file imports or exports again, types included, from its own package. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/\bfrom '(\.[^']*)'/g)].flatMap(([, path]) => {
    const target = resolve(dirname(file), path);
    return ['.ts', '.tsx', '/index.ts', '/index.tsx']
      .map(end => `${target}${end}`)
      .filter(name => existsSync(name))
      .slice(0, 1);
  });
}

/** One circle, or nothing: depth first, each file once. */
function circleAmong(all: string[]): string[] | undefined {
  const done = new Set<string>();
  const open: string[] = [];
  const visit = (file: string): string[] | undefined => {
    const began = open.indexOf(file);
    if (began >= 0) {
      return [...open.slice(began), file];
    }
    if (done.has(file)) {
      return undefined;
    }
    open.push(file);
    for (const next of importsOf(file)) {
      const circle = visit(next);
      if (circle) {
        return circle;
      }
    }
    open.pop();
    done.add(file);
    return undefined;
  };
  for (const file of all) {
    const circle = visit(file);
    if (circle) {
      return circle.map(name => relative(ROOT, name));
    }
  }
  return undefined;
}

it('no files need one another in a circle', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(circleAmong(files)).toBeUndefined();
});
