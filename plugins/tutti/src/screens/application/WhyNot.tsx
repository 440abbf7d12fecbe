import Box from '@mui/material/Box';
import type { Why } from '@tutti/plugin-tutti-common';
import { whyQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { Disclosure } from '../../ui/Disclosure';
import { EntityLink } from '../../ui/EntityLink';
import { Loaded } from '../../ui/Loaded';
import { Code, Muted } from '../../ui/Text';

const DOING = { deploy: 'deploy to', secrets: 'write secrets in' };

/** What decides about one verb: asked when somebody opens it. */
export function WhyNot(props: {
  application: string;
  environment: string;
  verb: keyof typeof DOING;
}) {
  return (
    <Disclosure
      dense
      summary={
        <span>
          Why may I not {DOING[props.verb]} {props.environment}?
        </span>
      }
    >
      <Asked {...props} />
    </Disclosure>
  );
}

function Asked(props: Parameters<typeof WhyNot>[0]) {
  const { application, environment, verb } = props;
  const answer = useTutti(whyQuestion, [application, environment, verb]);
  return (
    <Loaded answer={answer} what="explanation" skeleton={<Muted>…</Muted>}>
      {why => <Explained why={why} />}
    </Loaded>
  );
}

function Explained(props: { why: Why }) {
  const { reason, permission, access, who } = props.why;
  return (
    <Box sx={{ pl: 3, pb: 1 }}>
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
    </Box>
  );
}

function word(granted: boolean): string {
  return granted ? 'granted' : 'not granted';
}
