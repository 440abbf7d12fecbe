import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** A person, a group, a system: named as the portal names it, leading to its page. */
export function EntityLink(props: { entityRef: string; kind?: string }) {
  return (
    <EntityRefLink
      entityRef={props.entityRef}
      defaultKind={props.kind ?? 'group'}
      hideIcon
    />
  );
}
