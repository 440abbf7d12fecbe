import type { PlatformView } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { CopyButton } from '../../ui/CopyButton';
import { EmptyNote } from '../../ui/EmptyNote';
import { ProblemList } from '../../ui/ProblemList';
import { Grow, Row, Stack, Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { problemsText } from './problemsText';

/** What is wrong with the files as they are, place by place. */
export function ProblemsTab(props: { view: PlatformView }) {
  const t = useT();
  const { problems } = props.view;
  if (problems.length === 0) {
    return (
      <Surface>
        <EmptyNote title={t('platform.noProblem')} />
      </Surface>
    );
  }
  return (
    <Stack>
      <Row>
        <Muted>{t('platform.problemCount', { count: problems.length })}</Muted>
        <Grow />
        <CopyButton
          text={() => problemsText(problems)}
          what={t('platform.problems')}
        />
      </Row>
      <Surface sx={{ px: 2.5, py: 1 }}>
        <ProblemList problems={problems} />
      </Surface>
    </Stack>
  );
}
