import type { PlanInput } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { RESOURCES_AT_ONCE, resourcesQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { useT } from '../translation';
import { CheckRows } from '../ui/CheckRows';
import { Loaded } from '../ui/Loaded';
import { PlainButton } from '../ui/PlainButton';
import { Skeletons } from '../ui/Skeletons';
import { Muted } from '../ui/Text';
import { VerbDialog } from './VerbDialog';

/** Chooses the resources whose generated passwords are made anew; says who uses each. */
export function RotateDialog(props: {
  application: string;
  environment: string;
  /** Address of the one that it was asked for. */
  resource?: string;
  onPlan(input: PlanInput): void;
  onClose(): void;
}) {
  const t = useT();
  const { application, environment, resource, onPlan, onClose } = props;
  const [rows, setRows] = useState(RESOURCES_AT_ONCE);
  const answer = useTutti(resourcesQuestion, [
    application,
    environment,
    resource ?? '',
    String(rows),
  ]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    new Set(resource === undefined ? [] : [resource]),
  );
  return (
    <VerbDialog
      title={t('verbs.rotateTitle', { environment })}
      text={t('verbs.rotateText')}
      missing={chosen.size === 0 ? t('verbs.chooseFirst') : undefined}
      onPlan={() => onPlan({ rotate: [...chosen].sort() })}
      onClose={onClose}
    >
      <Loaded
        answer={answer}
        what={t('common.resources')}
        skeleton={<Skeletons count={3} height={32} />}
      >
        {({ items, hasMore }) => {
          const rotatable = new Map(
            items
              .filter(({ rotates = [] }) => rotates.length > 0)
              .map(item => [item.address, item]),
          );
          return (
            <>
              {rotatable.size === 0 ? (
                <Muted>{t('verbs.nothingToRotate')}</Muted>
              ) : (
                <CheckRows
                  label={t('common.resources')}
                  chosen={chosen}
                  names={[...rotatable.keys()]}
                  facts={address => {
                    const { rotates = [], neededBy = [] } =
                      rotatable.get(address) ?? {};
                    const names = rotates.join(', ');
                    return (
                      <Muted>
                        {neededBy.length === 0
                          ? t('verbs.rotates', { names })
                          : t('verbs.rotatesFor', {
                              names,
                              workloads: neededBy.join(', '),
                            })}
                      </Muted>
                    );
                  }}
                  onChange={setChosen}
                />
              )}
              {hasMore && (
                <PlainButton
                  size="small"
                  onClick={() => setRows(count => count + RESOURCES_AT_ONCE)}
                >
                  {t('waiting.more')}
                </PlainButton>
              )}
            </>
          );
        }}
      </Loaded>
    </VerbDialog>
  );
}
