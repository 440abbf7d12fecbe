import { generateManifests, JsonObject, JsonValue } from '@tutti/engine';
import { mkdirSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import { offlinePorts } from '../offline/offlineRequest';
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
  const manifests = await generateManifests(request, offlinePorts());
  writeProblems(manifests.problems, terminal);
  if (!manifests.ok) {
    return EXIT.problems;
  }
  write(manifests.value, options.to, terminal);
  return EXIT.ok;
}

function nameIn(metadata: JsonValue | undefined): string {
  return typeof metadata === 'object' &&
    metadata !== null &&
    !Array.isArray(metadata)
    ? String(metadata.name)
    : '';
}

function write(
  manifests: JsonObject[],
  to: string | undefined,
  terminal: Terminal,
): void {
  if (to === undefined || to === '-') {
    terminal.out(stream(manifests));
  } else if (isFolder(to)) {
    mkdirSync(to, { recursive: true });
    manifests.forEach((manifest, index) =>
      // Numbered: applying them in the order of their names is the order of the plan.
      writeFileSync(
        join(
          to,
          `${String(index + 1).padStart(4, '0')}-${String(
            manifest.kind,
          ).toLowerCase()}-${nameIn(manifest.metadata).replace(
            /[^\w.-]/g,
            '-',
          )}.yaml`,
        ),
        yaml(manifest),
      ),
    );
  } else {
    writeFileSync(to, stream(manifests));
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
