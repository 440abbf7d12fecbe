import type { Problem, ProblemFix } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { LinkButton } from '../ui/PlainButton';
import { fixesOf } from './fixes';

/** What mends a refusal in one step, for each of its problems that has such a step: buttons that lead there. */
export function FixButtons(props: {
  application: string;
  environment: string;
  problems: Problem[];
}) {
  const t = useT();
  const { application, environment, problems } = props;
  const links = useTuttiLinks();
  return (
    <>
      {fixesOf(problems).map((fix: ProblemFix, index) => (
        <LinkButton
          key={fix.name}
          to={links.setValue(application, environment, fix)}
          variant={index === 0 ? 'contained' : 'outlined'}
        >
          {t('planning.setValue', { name: fix.name })}
        </LinkButton>
      ))}
    </>
  );
}
