import { workloadVersionQuestion } from '../../../data/questions';
import { useTutti } from '../../../data/useTutti';
import { useT } from '../../../translation';
import { LineDiff } from '../../../ui/LineDiff';
import { Loaded } from '../../../ui/Loaded';
import { Skeletons } from '../../../ui/Skeletons';
import { Muted } from '../../../ui/Text';

/** Which texts stand against each other; without `before`, all of `after` is new. */
export interface ComparedVersions {
  before?: number;
  after: number;
}

function Text(props: {
  application: string;
  workload: string;
  version: number;
  children(score: string): JSX.Element;
}) {
  const t = useT();
  const { application, workload, version } = props;
  const answer = useTutti(workloadVersionQuestion, [
    application,
    workload,
    String(version),
  ]);
  return (
    <Loaded
      answer={answer}
      what={t('workloads.textOfVersion', { version: String(version) })}
      skeleton={<Skeletons count={1} height={120} />}
    >
      {({ score }) => props.children(score)}
    </Loaded>
  );
}

/** How one text of a workload became another. */
export function VersionDiff(props: {
  application: string;
  workload: string;
  compared: ComparedVersions;
}) {
  const t = useT();
  const { application, workload, compared } = props;
  const { before, after } = compared;
  const of = { application, workload };
  const label =
    before === undefined
      ? t('workloads.textOfVersion', { version: String(after) })
      : t('workloads.diffLabel', {
          before: String(before),
          after: String(after),
        });
  return (
    <Text {...of} version={after}>
      {is =>
        before === undefined ? (
          <LineDiff before="" after={is} label={label} />
        ) : (
          <Text {...of} version={before}>
            {was =>
              was === is ? (
                <Muted sx={{ display: 'block', px: 2, pb: 1.5 }}>
                  {t('workloads.sameText')}
                </Muted>
              ) : (
                <LineDiff before={was} after={is} label={label} />
              )
            }
          </Text>
        )
      }
    </Text>
  );
}
