import {
  Workload,
  WorkloadInput,
  WorkloadRefusedError,
  WorkloadSource,
  WorkloadSummary,
} from '@tutti/plugin-tutti-common';
import { readWorkload } from '@tutti/engine';
import { columns } from '../columns';
import { readSource } from '../files';
import { answered, RefusedByPortal } from '../online/errors';
import { portalAt, PortalOptions } from '../online/portal';
import { hasErrors, Output, rendered, writeProblems } from '../render';
import { EXIT, Terminal, UsageError } from '../Terminal';

export interface WorkloadOptions extends PortalOptions {
  output: Output;
}

/** A text of this machine, or the repository to follow. */
export interface SourceOptions extends WorkloadOptions {
  /** Of a workload that follows a repository; a Score file says its own. */
  name?: string;
  url?: string;
  path?: string;
  ref?: string;
  /** Of one that followed a repository: its text is kept in the portal from now on. */
  managed?: boolean;
}

/** Which workloads an application has, and where their texts come from. */
export function listWorkloads(
  application: string,
  options: WorkloadOptions,
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    const tutti = portalAt(options, terminal);
    const { workloads } = await tutti.getApplication(application);
    if (options.output !== 'text') {
      terminal.out(rendered(workloads, options.output));
      return EXIT.ok;
    }
    terminal.out(columns(workloads.map(row), `${application} has no workload`));
    return EXIT.ok;
  });
}

/** A new workload; one that is there already is not touched. */
export function addWorkload(
  application: string,
  file: string | undefined,
  options: SourceOptions,
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    const { name, input } = meant(file, options);
    const tutti = portalAt(options, terminal);
    const { workloads } = await tutti.getApplication(application);
    if (workloads.some(each => each.name === name)) {
      throw new RefusedByPortal(
        `${application} has a workload ${name} already: change it with tutti workload edit.`,
      );
    }
    return written(await tutti.putWorkload(application, name, input), options, {
      text: 'added',
      terminal,
    });
  });
}

/** Another text, or another source, of a workload that is there. */
export function editWorkload(
  application: string,
  file: string | undefined,
  options: SourceOptions,
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    const { name, input } = meant(file, options);
    const tutti = portalAt(options, terminal);
    const before = await tutti.getWorkload(application, name);
    const after = await tutti.putWorkload(application, name, input);
    return written(after, options, {
      text: after.version === before.version ? 'unchanged' : 'changed',
      terminal,
    });
  });
}

export function removeWorkload(
  application: string,
  name: string,
  options: PortalOptions,
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    await portalAt(options, terminal).removeWorkload(application, name);
    terminal.out(
      `${name}: removed; what runs of it goes with the next deployment\n`,
    );
    return EXIT.ok;
  });
}

/**
 * @throws UsageError when it is neither a text nor a source, or both; WorkloadRefusedError with the
 *   problems of the text.
 */
function meant(
  file: string | undefined,
  { name, url, path, ref, managed }: SourceOptions,
): { name: string; input: WorkloadInput } {
  const follows = [name, url, path, ref].some(given => given !== undefined);
  if (file === undefined) {
    if (managed) {
      throw new UsageError('--managed needs a Score file: the text to be kept');
    }
    if (name === undefined) {
      throw new UsageError(
        'give a Score file, or --name with --url, --path or --ref for a workload that follows a repository',
      );
    }
    return {
      name,
      input: {
        source: {
          ...(url && { url }),
          ...(path && { path }),
          ...(ref && { ref }),
        },
      },
    };
  }
  if (follows) {
    throw new UsageError(
      'a Score file of this machine, or --name, --url, --path and --ref of a repository: not both',
    );
  }
  const { text: score, problem } = readSource(file);
  if (problem) {
    throw new UsageError(`${file}: ${problem.message}`);
  }
  const read = readWorkload(score, { file });
  if (!read.ok) {
    throw new WorkloadRefusedError(`${file} is not valid`, read.problems);
  }
  return {
    name: read.value.name,
    input: { score, ...(managed && { source: { kind: 'managed' } }) },
  };
}

function written(
  workload: Workload,
  { output }: WorkloadOptions,
  { text, terminal }: { text: string; terminal: Terminal },
): number {
  const { name, version, problems } = workload;
  writeProblems(problems, terminal);
  terminal.out(
    output === 'text'
      ? `${name}: ${text}, version ${version}\n`
      : rendered(workload, output),
  );
  return hasErrors(problems) ? EXIT.problems : EXIT.ok;
}

function row({ name, source, problems }: WorkloadSummary): string[] {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return [
    name,
    shownSource(source),
    ...(errors > 0 ? [`${errors} ${errors === 1 ? 'error' : 'errors'}`] : []),
  ];
}

function shownSource(source: WorkloadSource): string {
  return source.kind === 'managed' ? 'managed' : `${source.kind} ${source.url}`;
}
