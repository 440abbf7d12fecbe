import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  EntityDisplayName,
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Link } from './Link';

/** The name of a person, a group or a system, as the portal shows it. */
export function EntityName(props: { entityRef: string; kind?: string }) {
  return (
    <EntityDisplayName
      entityRef={props.entityRef}
      defaultKind={props.kind ?? 'group'}
      hideIcon
      disableTooltip
    />
  );
}

/**
 * A name that leads to the page of the entity. The catalog's own link navigates by the router
 * library; this one does not.
 */
export function EntityLink(props: { entityRef: string; kind?: string }) {
  const { entityRef, kind = 'group' } = props;
  const pathOf = useRouteRef(entityRouteRef);
  if (!pathOf) return <EntityName {...props} />;
  const entity = parseEntityRef(entityRef, { defaultKind: kind });
  return (
    <Link to={pathOf(entityRouteParams(entity, { encodeParams: true }))}>
      <EntityName {...props} />
    </Link>
  );
}
