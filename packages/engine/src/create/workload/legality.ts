import { Problem, Workload } from '../../model';

/** Said before anything is applied: a Score file may ask for it, an API server refuses it. */
export function legalityProblems(workload: Workload): Problem[] {
  const problems: Problem[] = [];
  for (const name of Object.keys(workload.containers).sort()) {
    const { resources, volumes } = workload.containers[name];
    const add = (message: string, path: string) =>
      problems.push({
        severity: 'error',
        code: 'RefusedByKubernetes',
        message: `Container ${name} of workload ${workload.name} ${message}.`,
        file: workload.file,
        path: `containers.${name}.${path}`,
      });

    for (const resource of ['cpu', 'memory'] as const) {
      const request = resources.requests?.[resource];
      const limit = resources.limits?.[resource];
      if (request !== undefined && limit !== undefined) {
        if (amount(request) > amount(limit))
          add(
            `requests more ${resource} (${request}) than its limit (${limit})`,
            `resources.requests.${resource}`,
          );
      }
    }
    for (const target of Object.keys(volumes).sort()) {
      if (target === '') add('mounts a volume nowhere', 'volumes[""]');
      if (volumes[target].path?.split('/').includes('..'))
        add(
          'mounts a path that leads out of its volume',
          `volumes["${target}"].path`,
        );
    }
    for (const kind of ['livenessProbe', 'readinessProbe'] as const) {
      const { exec, httpGet } = workload.containers[name][kind] ?? {};
      if (exec?.command.length === 0)
        add('has a probe whose command is empty', `${kind}.exec.command`);
      for (const header of exec ? [] : httpGet?.httpHeaders ?? []) {
        if (!/^[-A-Za-z0-9]+$/.test(header.name))
          add(
            `has a probe with header ${header.name}, whose name may have letters, digits and dashes only`,
            `${kind}.httpGet.httpHeaders`,
          );
      }
    }
  }
  return problems;
}

const FACTORS: Record<string, number> = { m: 1e-3 };
for (const [index, letter] of [...'KMGTPE'].entries()) {
  FACTORS[letter] = 1000 ** (index + 1);
  FACTORS[`${letter}i`] = 1024 ** (index + 1);
}

/** Cores or bytes, of what the reader has accepted as a quantity. */
function amount(quantity: string): number {
  const [, digits, suffix] = /^([\d.]+)(.*)$/.exec(quantity) ?? [];
  return Number(digits) * (FACTORS[suffix] ?? 1);
}
