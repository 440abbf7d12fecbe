import type { Why } from '@tutti/plugin-tutti-common';
import { Right, rightAsked, whyQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { EntityLink } from './EntityLink';
import { Loaded } from './Loaded';
import { Code, Muted } from './Text';

/** What decides whether one may, and who may. */
export function Explanation(props: { right: Right }) {
  const answer = useTutti(whyQuestion, rightAsked(props.right));
  return (
    <Loaded answer={answer} what="explanation" skeleton={<Muted>…</Muted>}>
      {why => <Explained why={why} />}
    </Loaded>
  );
}

function Explained(props: { why: Why }) {
  const { reason, permission, access, who } = props.why;
  return (
    <>
      <p>{reason}</p>
      <Muted sx={{ display: 'block' }}>
        Permission <Code>{permission.name}</Code>: {word(permission.granted)}
        {permission.rules.map(({ rule, holds }) => (
          <span key={rule}>
            , <Code>{rule}</Code> {holds ? 'holds' : 'does not hold'}
          </span>
        ))}
      </Muted>
      <Muted sx={{ display: 'block' }}>
        Line <Code>{access.line}</Code>: {word(access.granted)}
      </Muted>
      <Muted sx={{ display: 'block' }}>
        Who may:{' '}
        {who.length === 0
          ? 'nobody'
          : who.map((ref, index) => (
              <span key={ref}>
                {index > 0 && ', '}
                {ref === 'anyone' ? ref : <EntityLink entityRef={ref} />}
              </span>
            ))}
      </Muted>
    </>
  );
}

function word(granted: boolean): string {
  return granted ? 'granted' : 'not granted';
}
