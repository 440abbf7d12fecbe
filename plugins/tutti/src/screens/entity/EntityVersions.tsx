import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { applicationOf } from '@tutti/plugin-tutti-common';
import { SectionBody } from '../../ui/Surface';
import { Versions } from '../versions/Versions';

/** Which version runs where: of the application that the entity names, of a Group what it owns. */
export function EntityVersions() {
  const { entity } = useEntity();
  const application = applicationOf(entity);
  return (
    <SectionBody>
      <Versions
        of={
          application === undefined
            ? { owner: stringifyEntityRef(entity) }
            : { application }
        }
      />
    </SectionBody>
  );
}
