import type { RuntimeObjectView } from '@tutti/plugin-tutti-common';
import { runtimeObjectQuestion } from '../../data/questions';
import { isNotFound } from '../../data/apiErrors';
import { useTutti } from '../../data/useTutti';
import { useT } from '../../translation';
import { CancelButton, DialogBody, DialogFrame } from '../../ui/DialogFrame';
import { EmptyNote } from '../../ui/EmptyNote';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { Tabbed } from '../../ui/Tabbed';
import { ObjectEvents } from './ObjectEvents';
import { ObjectFields } from './ObjectFields';
import { ObjectFacts } from './ObjectFacts';
import { ObjectLineage } from './ObjectLineage';
import { ObjectYaml } from './ObjectYaml';
import { PodLog } from './PodLog';
import { PodTerminal } from './PodTerminal';

const EVERY = 6_000;

interface Where {
  application: string;
  environment: string;
  uid: string;
}

function Parts(props: { where: Where; view: RuntimeObjectView }) {
  const t = useT();
  const { where, view } = props;
  const { name, containers } = view.object;
  return (
    <Tabbed
      label={t('runtime.parts', { name })}
      param="part"
      tabs={[
        {
          id: 'facts',
          label: t('runtime.overview'),
          content: <ObjectFacts object={view.object} />,
        },
        ...(containers
          ? [
              {
                id: 'log',
                label: t('runtime.log'),
                content: (
                  <PodLog {...where} pod={name} containers={containers} />
                ),
              },
            ]
          : []),
        ...(containers && view.terminal
          ? [
              {
                id: 'terminal',
                label: t('runtime.terminal'),
                content: (
                  <PodTerminal
                    {...where}
                    containers={containers}
                    terminal={view.terminal}
                  />
                ),
              },
            ]
          : []),
        {
          id: 'lineage',
          label: t('runtime.lineage'),
          content: <ObjectLineage {...where} />,
        },
        {
          id: 'events',
          label: t('runtime.events'),
          content: <ObjectEvents {...where} />,
        },
        {
          id: 'yaml',
          label: t('runtime.manifest'),
          content: <ObjectYaml view={view} />,
        },
        {
          id: 'fields',
          label: t('runtime.fields'),
          content: <ObjectFields managers={view.managers} />,
        },
      ]}
    />
  );
}

/** One object as it is in the cluster now. */
export function ObjectDialog(props: Where & { onClose(): void }) {
  const t = useT();
  const { onClose, ...where } = props;
  const { application, environment, uid } = where;
  const answer = useTutti(
    runtimeObjectQuestion,
    [application, environment, uid],
    () => EVERY,
  );
  const object = answer.data?.object;
  return (
    <DialogFrame
      title={object ? `${object.kind} ${object.name}` : t('runtime.object')}
      wide="very"
      onClose={onClose}
    >
      <DialogBody actions={<CancelButton>{t('common.close')}</CancelButton>}>
        {answer.error && isNotFound(answer.error) ? (
          <EmptyNote title={t('runtime.gone')}>
            {t('runtime.goneText')}
          </EmptyNote>
        ) : (
          <Loaded
            answer={answer}
            what={t('runtime.object')}
            skeleton={<Skeletons count={4} height={40} />}
          >
            {view => <Parts where={where} view={view} />}
          </Loaded>
        )}
      </DialogBody>
    </DialogFrame>
  );
}
