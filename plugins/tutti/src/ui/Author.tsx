import { useT } from '../translation';
import { EntityLink, EntityName } from './EntityLink';

/** What writes without being anybody, as the server names it. */
const SOURCES = {
  'platform files': 'ui.platformFiles',
  'its repository': 'ui.itsRepository',
  'tutti:drift': 'ui.byDrift',
  'tutti:previews': 'ui.byPreviews',
  'tutti:promotion': 'ui.byPromotion',
} as const;

function isSource(by: string): by is keyof typeof SOURCES {
  return Object.hasOwn(SOURCES, by);
}

/** As far as the catalog could know it. */
const ENTITY_REF = /^[a-z]+:[^\s:/]+\/[^\s:/]+$/i;

/** Who made a change: a person, a machine by the name of its mandate, or files. */
export function Author(props: {
  by: string;
  /** Where a link would be in the way. */
  plain?: boolean;
}) {
  const t = useT();
  const { by, plain = false } = props;
  if (isSource(by)) return <>{t(SOURCES[by])}</>;
  if (!ENTITY_REF.test(by)) return <>{by}</>;
  return plain ? (
    <EntityName entityRef={by} kind="user" />
  ) : (
    <EntityLink entityRef={by} kind="user" />
  );
}
