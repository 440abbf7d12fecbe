import Box from '@mui/material/Box';
import { Disclosure } from '../../ui/Disclosure';
import { Explanation } from '../../ui/Explanation';

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
      <Box sx={{ pl: 3, pb: 1 }}>
        <Explanation right={props} />
      </Box>
    </Disclosure>
  );
}
