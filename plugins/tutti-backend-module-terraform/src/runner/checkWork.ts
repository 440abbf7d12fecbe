import { DriverError } from '@tutti/engine';
import { RunnerWork } from './Runner';

/**
 * Paths of a work stay in its folder: relative, with `/`, without `.`, `..` and control characters. Names
 * of its environment are those that every shell hands on.
 *
 * @throws DriverError naming the first that is not so.
 */
export function checkWork({
  files,
  secretFiles = {},
  commands,
  keep,
  env,
}: RunnerWork): void {
  const paths = [
    ...Object.keys(files),
    ...Object.keys(secretFiles),
    ...keep,
    ...commands.flatMap(({ stdoutFile }) => stdoutFile ?? []),
  ];
  const wrong = paths.find(path => !isInside(path));
  if (wrong !== undefined) {
    throw new DriverError(
      `The path ${JSON.stringify(
        wrong,
      )} does not lie in the folder of the work.`,
    );
  }
  const odd = Object.keys(env).find(name => !/^[A-Za-z_]\w*$/.test(name));
  if (odd !== undefined) {
    throw new DriverError(
      `${JSON.stringify(
        odd,
      )} cannot be a name in the environment of a work: letters, digits and _ only.`,
    );
  }
}

function isInside(path: string): boolean {
  return (
    // eslint-disable-next-line no-control-regex
    !/[\u0000-\u001f\\]/.test(path) &&
    path.split('/').every(part => part !== '' && part !== '.' && part !== '..')
  );
}
