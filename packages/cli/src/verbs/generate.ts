import { JsonObject, JsonValue, Plan } from '@tutti/engine';
import { mkdirSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import { yaml } from '../render';
import { EXIT, Terminal } from '../Terminal';
import { offlinePlan, PlanOptions } from './plan';

const UNKNOWN = 'known after apply)';

/**
 * Manifests to a file, a folder (one file per object) or the terminal. What is in a Secret is
 * written as a reference by name, never as a value.
 */
export async function generate(
  paths: string[],
  options: PlanOptions & { to?: string },
  terminal: Terminal,
): Promise<number> {
  const planned = await offlinePlan(paths, options, 'standIn', terminal);
  if (!planned) {
    return EXIT.problems;
  }
  const broken = planned.policies.filter(
    ({ effect, outcome }) => effect === 'deny' && outcome === 'broken',
  );
  for (const { policy, message, subject } of broken) {
    terminal.err(`error ${policy}: ${subject}: ${message}\n`);
  }
  const manifests = manifestsOf(planned);
  const open = manifests.filter(one => JSON.stringify(one).includes(UNKNOWN));
  for (const { kind, metadata } of open) {
    terminal.err(
      `error KnownAfterApply: ${kind} ${nameIn(
        metadata,
      )} needs a value that only a deployment knows\n`,
    );
  }
  if (broken.length > 0 || open.length > 0) {
    return EXIT.problems;
  }
  write(manifests, options.to, terminal);
  return EXIT.ok;
}

function manifestsOf(planned: Plan): JsonObject[] {
  return planned.steps.flatMap(step =>
    step.objects.flatMap(({ desired }) =>
      desired ? [withReferences(desired)] : [],
    ),
  );
}

/** `data` of a Secret as `stringData`, each value a `${secret:<object>/<key>}` to be replaced. */
function withReferences(manifest: JsonObject): JsonObject {
  if (manifest.kind !== 'Secret' || manifest.apiVersion !== 'v1') {
    return manifest;
  }
  const { data, ...rest } = manifest;
  const keys =
    typeof data === 'object' && data !== null ? Object.keys(data) : [];
  return {
    ...rest,
    stringData: Object.fromEntries(
      keys.map(key => [key, `\${secret:${nameIn(manifest.metadata)}/${key}}`]),
    ),
  };
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
