import type { PlanInput, ResourceView } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useT } from '../translation';
import { RadioRows } from '../ui/RadioRows';
import { Muted } from '../ui/Text';
import { removalOf, RemovalManner } from './removalOf';
import { VerbDialog } from './VerbDialog';

/** Chooses how a resource goes: with what it is, or let go of. What would happen is seen in a plan first. */
export function RemoveResourceDialog(props: {
  resource: ResourceView;
  /** Nothing runs in its environment any more. */
  isDestroyed: boolean;
  onPlan(input: PlanInput): void;
  onClose(): void;
}) {
  const t = useT();
  const { resource, isDestroyed, onPlan, onClose } = props;
  const { address, environment, protection, neededBy } = resource;
  const [how, setHow] = useState<RemovalManner>('detach');
  const names = { address, environment };
  return (
    <VerbDialog
      title={t('verbs.removeTitle', names)}
      text={t('verbs.removeText')}
      onPlan={() => onPlan(removalOf(resource, how, isDestroyed))}
      onClose={onClose}
    >
      <RadioRows
        label={t('verbs.removeHow')}
        chosen={how}
        choices={[
          {
            value: 'detach',
            name: t('verbs.detach'),
            facts: t('verbs.detachWhat', names),
          },
          {
            value: 'destroy',
            name: t('verbs.destroyIt'),
            facts: t(
              protection === 'stateful'
                ? 'verbs.destroyWithData'
                : 'verbs.destroyWhat',
            ),
          },
        ]}
        onChange={chosen => setHow(chosen === 'destroy' ? chosen : 'detach')}
      />
      {neededBy.length > 0 && !isDestroyed && (
        <Muted>{t('verbs.neededBy', { names: neededBy.join(', ') })}</Muted>
      )}
    </VerbDialog>
  );
}
