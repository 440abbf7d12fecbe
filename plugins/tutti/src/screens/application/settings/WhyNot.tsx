import Box from '@mui/material/Box';
import { useT } from '../../../translation';
import { Disclosure } from '../../../ui/Disclosure';
import { Explanation } from '../../../ui/Explanation';

const QUESTIONS = {
  deploy: 'application.whyNotDeploy',
  secrets: 'application.whyNotSecrets',
} as const;

/** What decides about one verb: asked when somebody opens it. */
export function WhyNot(props: {
  application: string;
  environment: string;
  verb: keyof typeof QUESTIONS;
}) {
  const t = useT();
  return (
    <Disclosure
      dense
      summary={
        <span>
          {t(QUESTIONS[props.verb], { environment: props.environment })}
        </span>
      }
    >
      <Box sx={{ pl: 3, pb: 1 }}>
        <Explanation right={props} />
      </Box>
    </Disclosure>
  );
}
