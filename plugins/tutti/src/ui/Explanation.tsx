import type { Why } from '@tutti/plugin-tutti-common';
import { Right, rightAsked, whyQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { useT } from '../translation';
import { Loaded } from './Loaded';
import { Principals } from './Principals';
import { Code, Muted } from './Text';

/** What decides whether one may, and who may. */
export function Explanation(props: { right: Right }) {
  const t = useT();
  const answer = useTutti(whyQuestion, rightAsked(props.right));
  return (
    <Loaded
      answer={answer}
      what={t('ui.explanation')}
      skeleton={<Muted>…</Muted>}
    >
      {why => <Explained why={why} />}
    </Loaded>
  );
}

function Explained(props: { why: Why }) {
  const t = useT();
  const { reason, permission, access, who } = props.why;
  return (
    <>
      <p>{reason}</p>
      <Muted sx={{ display: 'block' }}>
        {t(
          permission.granted
            ? 'ui.permissionGranted'
            : 'ui.permissionNotGranted',
          { name: <Code>{permission.name}</Code> },
        )}
        {permission.rules.map(({ rule, holds }) => (
          <span key={rule}>
            {', '}
            {t(holds ? 'ui.ruleHolds' : 'ui.ruleHoldsNot', {
              rule: <Code>{rule}</Code>,
            })}
          </span>
        ))}
      </Muted>
      <Muted sx={{ display: 'block' }}>
        {t(access.granted ? 'ui.lineGranted' : 'ui.lineNotGranted', {
          line: <Code>{access.line}</Code>,
        })}
      </Muted>
      <Muted sx={{ display: 'block' }}>
        {t('ui.whoMay', {
          who: <Principals refs={who} />,
        })}
      </Muted>
    </>
  );
}
