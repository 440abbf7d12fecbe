import { readYaml, YamlDocument } from './documents';

/**
 * The documents of a file, read when somebody first asks for one: to find places for problems
 * that are found long after reading.
 *
 * @param textOf - undefined where a file is not at hand: it has no documents then
 */
export function documentsAtHand(
  textOf: (file: string) => string | undefined,
): (file: string) => YamlDocument[] {
  const read = new Map<string, YamlDocument[]>();
  return file => {
    const known = read.get(file);
    if (known) return known;
    const { documents } = readYaml(textOf(file) ?? '', file);
    read.set(file, documents);
    return documents;
  };
}
