import { YamlDocument } from '../yaml';
import { PlatformKind } from './schema';

/**
 * All names in the set, those of invalid documents included: what is declared badly is not
 * reported a second time as missing.
 */
export class Declared {
  private readonly byKind = new Map<string, Map<string, YamlDocument>>();

  /** The document that has this name already, if one does. */
  add(
    kind: string,
    name: string,
    document: YamlDocument,
  ): YamlDocument | undefined {
    const names = this.byKind.get(kind) ?? new Map<string, YamlDocument>();
    this.byKind.set(kind, names);
    const first = names.get(name);
    if (!first) {
      names.set(name, document);
    }
    return first;
  }

  has(kind: PlatformKind, name: string): boolean {
    return this.byKind.get(kind)?.has(name) ?? false;
  }

  names(kind: PlatformKind): string[] {
    return [...(this.byKind.get(kind)?.keys() ?? [])].sort();
  }
}
