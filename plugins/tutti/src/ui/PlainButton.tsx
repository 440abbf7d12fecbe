import { RouterLink } from '@backstage/frontend-plugin-api';
import Button, { ButtonProps } from '@mui/material/Button';
import { styled } from '@mui/material/styles';

const SentenceCase = styled(Button)({ textTransform: 'none' });

/** A button in sentence case. */
export function PlainButton(props: ButtonProps) {
  return <SentenceCase disableElevation {...props} />;
}

/** A link that looks like a button. */
export function LinkButton(props: {
  to: string;
  variant?: ButtonProps['variant'];
  children: string;
}) {
  const { to, variant, children } = props;
  return (
    <Button
      component={RouterLink}
      href={to}
      variant={variant}
      disableElevation
      sx={{ textTransform: 'none' }}
    >
      {children}
    </Button>
  );
}
