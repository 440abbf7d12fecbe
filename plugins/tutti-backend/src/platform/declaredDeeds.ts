import { isDeepStrictEqual } from 'node:util';
import { ApplicationDeclaration, JsonObject } from '@tutti/engine';
import { keepDeed } from '../audit';
import { ApplicationRecord, Store } from '../store';

/** Something that a declaration in platform files brought about. */
interface DeclaredDeed {
  verb: 'create' | 'set' | 'move' | 'remove';
  /** The noun and what became of it: `workload.declared`. */
  action: string;
  environmentId?: string;
  /** A workload or the name of a value. */
  object?: string;
  before?: JsonObject;
  after?: JsonObject;
}

/**
 * Keeps it in the audit, with the file that it came from. Call it in the transaction in which it is done.
 *
 * @param from - Absent: no file declares it any more.
 */
export async function keepDeclared(
  tx: Store,
  {
    applicationId,
    from,
  }: { applicationId: string; from?: ApplicationDeclaration['source'] },
  { after, ...deed }: DeclaredDeed,
): Promise<void> {
  await keepDeed(tx, {
    actor: { kind: 'system', name: 'platform' },
    applicationId,
    ...deed,
    after: {
      ...after,
      ...(from && {
        from: [from.file, from.line].filter(Boolean).join(':'),
      }),
    },
  });
}

/** What files decide of an application, as the audit shows it. */
function settingsOf(application: ApplicationRecord): JsonObject {
  const { title, description, entityRef, owner, declaredOwner, offers } =
    application;
  return {
    title,
    ...(description !== undefined && { description }),
    ...(entityRef !== undefined && { entity: entityRef }),
    ...(owner !== undefined && { owner }),
    ...(declaredOwner !== undefined && { declaredOwner }),
    offers,
    declared: application.declared,
  };
}

/**
 * How an application that files declare became what it is; undefined where nothing that they decide is
 * another.
 */
export function settingsDeed(
  present: ApplicationRecord | undefined,
  next: ApplicationRecord,
): DeclaredDeed | undefined {
  const after = settingsOf(next);
  if (!present) {
    return { verb: 'create', action: 'application.declared', after };
  }
  const before = settingsOf(present);
  const changed = Object.keys({ ...before, ...after }).filter(
    name => !isDeepStrictEqual(before[name], after[name]),
  );
  const only = (settings: JsonObject) =>
    Object.fromEntries(
      changed.flatMap(name =>
        name in settings ? [[name, settings[name]]] : [],
      ),
    );
  return changed.length === 0
    ? undefined
    : {
        verb: 'set',
        action: 'application.declared',
        before: only(before),
        after: only(after),
      };
}
