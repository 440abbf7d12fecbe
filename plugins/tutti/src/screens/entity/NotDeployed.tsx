import { useEntity } from '@backstage/plugin-catalog-react';
import { APPLICATION_ANNOTATION } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Surface } from '../../ui/Surface';
import { Code } from '../../ui/Text';

/** Of an entity without an application: how it gets one. */
export function NotDeployed(props: { actions?: ReactNode }) {
  const t = useT();
  const { metadata } = useEntity().entity;
  return (
    <Surface>
      <EmptyNote
        title={t('entity.notDeployed', {
          entity: metadata.title ?? metadata.name,
        })}
        actions={props.actions}
      >
        {t('entity.howToBind', {
          annotation: <Code>{APPLICATION_ANNOTATION}</Code>,
        })}
      </EmptyNote>
    </Surface>
  );
}
