import { generateManifests, JsonObject, Problem } from '@tutti/engine';
import { lstatSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { orUsageError } from '../files';
import { writeGeneratedFolder } from '../generatedFolder';
import { fileNames } from '../manifestFiles';
import { portsFor } from '../offline/assumptions';
import { writeProblems } from '../render';
import { EXIT, Terminal } from '../Terminal';
import { yaml } from '../yaml';
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
  const { application, environment } = request;
  const owner = `${application.name}.${environment.name}`;
  write(manifests.value, options.to, owner, terminal);
  return EXIT.ok;
}

/** @throws UsageError when it cannot be written there */
function write(
  manifests: JsonObject[],
  to: string | undefined,
  owner: string,
  terminal: Terminal,
): void {
  if (to === undefined || to === '-') {
    terminal.out(stream(manifests));
    return;
  }
  orUsageError(`cannot write to ${to}`, () => {
    if (isFolder(to)) {
      const names = fileNames(owner, manifests);
      const { kept } = writeGeneratedFolder(
        to,
        owner,
        manifests.map((one, index) => ({
          name: names[index],
          text: yaml(one),
        })),
      );
      writeProblems(kept.map(keptFile), terminal);
    } else {
      writeWhole(to, stream(manifests));
    }
  });
}

function keptFile(file: string): Problem {
  return {
    severity: 'warning',
    code: 'FileKept',
    message:
      'This file is no longer part of the plan; it was changed since it was written, so it stays.',
    hint: 'Remove it if nobody needs it.',
    file,
  };
}

/** As it was or as it shall be, never a half of it; what is no ordinary file is written to. */
function writeWhole(path: string, text: string): void {
  const target = lstatSync(path, { throwIfNoEntry: false });
  if (target && !target.isFile()) {
    writeFileSync(path, text);
    return;
  }
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
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
