import type { EnvironmentSummary } from '@tutti/plugin-tutti-common';
import { accessQuestion, platformQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useT } from '../../translation';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { Stack } from '../../ui/Surface';
import { Code, Muted } from '../../ui/Text';
import { AccessTable } from '../access/AccessTable';

/** Who may do what here, and whether the reader may. */
export function AccessTab(props: {
  application: string;
  environment: EnvironmentSummary;
}) {
  const t = useT();
  const { application, environment } = props;
  const { name, type, typeTitle } = environment;
  const answer = useTutti(accessQuestion, [application, name]);
  // Not everybody may read platform files: then the line alone is said.
  const { data: view } = useTutti(platformQuestion, []);
  const source = view?.platform?.environmentTypes[type]?.source;
  return (
    <Loaded
      answer={answer}
      what={t('access.lines')}
      skeleton={<Skeletons count={6} height={56} />}
    >
      {({ items }) => (
        <Stack>
          <Muted>
            {source
              ? t('access.textOfFile', {
                  type: typeTitle,
                  file: <Code>{`${source.file}:${source.line}`}</Code>,
                })
              : t('access.text', { type: typeTitle })}
          </Muted>
          <AccessTable
            label={t('access.inEnvironment', { environment: name })}
            items={items}
          />
        </Stack>
      )}
    </Loaded>
  );
}
