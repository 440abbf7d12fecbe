import { fail, hasErrors, Platform, Problem, Result, succeed } from './model';
import { DriverContract, placesIn, SourceFile } from './read';
import { formatPath } from './read/path';

/**
 * What drivers find in the definitions that name them (`Driver.check`), beside what `loadPlatform` has found.
 * They are asked only once everything else can be used.
 *
 * @param accepted - the files are in use: what is found now is a warning
 */
export async function checkDefinitions(
  loaded: Result<Platform>,
  {
    files,
    drivers,
    accepted = false,
  }: { files: SourceFile[]; drivers: DriverContract[]; accepted?: boolean },
): Promise<Result<Platform>> {
  const checks = new Map(
    drivers.flatMap(({ name, check }) =>
      check ? [[name, check] as const] : [],
    ),
  );
  if (!loaded.ok || checks.size === 0) {
    return loaded;
  }
  const { definitions, resourceTypes } = loaded.value;
  const locate = placesIn(files);
  const problems: Problem[] = [...loaded.problems];
  for (const definition of Object.values(definitions)) {
    const findings = await checks.get(definition.driver)?.(
      definition,
      resourceTypes[definition.type],
    );
    for (const { severity = 'error', path, key, message, hint } of findings ??
      []) {
      const place = ['spec', 'inputs', ...path];
      problems.push({
        ...locate(definition, place, { ...(key && { key }) }),
        path: formatPath(place),
        severity: accepted ? 'warning' : severity,
        code: 'InputsDoNotFit',
        message,
        ...(hint !== undefined && { hint }),
      });
    }
  }
  return hasErrors(problems) ? fail(problems) : succeed(loaded.value, problems);
}
