import { generateManifests, JsonObject } from '@tutti/engine';
import { mkdirSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import { orUsageError } from '../files';
import { fileNames } from '../manifestFiles';
import { portsFor } from '../offline/assumptions';
import { writeProblems, yaml } from '../render';
import { EXIT, Terminal } from '../Terminal';
import { PlanOptions, readRequest } from './plan';

/** Manifests to a file, a folder (one file per object) or the terminal; secrets as references. */
export async function generate(
  paths: string[],
  options: PlanOptions & { to?: string },
  terminal: Terminal,
): Promise<number> {
  const request = readRequest(paths, options, terminal);
  if (!request) {
    return EXIT.problems;
  }
  const { ports, assumptions } = portsFor(request);
  const manifests = await generateManifests(request, ports);
  writeProblems([...assumptions(), ...manifests.problems], terminal);
  if (!manifests.ok) {
    return EXIT.problems;
  }
  terminal.progress('writing');
  write(manifests.value, options.to, terminal);
  return EXIT.ok;
}

/** @throws UsageError when it cannot be written there */
function write(
  manifests: JsonObject[],
  to: string | undefined,
  terminal: Terminal,
): void {
  if (to === undefined || to === '-') {
    terminal.out(stream(manifests));
    return;
  }
  orUsageError(`cannot write to ${to}`, () => {
    if (isFolder(to)) {
      writeFolder(manifests, to, terminal);
    } else {
      writeFileSync(to, stream(manifests));
    }
  });
}

function writeFolder(
  manifests: JsonObject[],
  folder: string,
  terminal: Terminal,
): void {
  mkdirSync(folder, { recursive: true });
  fileNames(manifests).forEach((name, index) => {
    terminal.progress('writing', {
      done: index,
      of: manifests.length,
      what: 'files',
    });
    writeFileSync(join(folder, name), yaml(manifests[index]));
  });
}

function isFolder(path: string): boolean {
  return (
    path.endsWith('/') ||
    statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  );
}

function stream(manifests: JsonObject[]): string {
  return manifests.map(one => `---\n${yaml(one)}`).join('');
}
