import { RouterLink } from '@backstage/frontend-plugin-api';
import MuiLink, { LinkProps } from '@mui/material/Link';

/** A link inside the portal; looks like one in both themes. */
export function Link(props: Omit<LinkProps, 'href'> & { to: string }) {
  const { to, sx, ...rest } = props;
  return (
    <MuiLink
      component={RouterLink}
      href={to}
      sx={[
        theme => ({ color: theme.palette.primary.main, fontWeight: 500 }),
        ...(Array.isArray(sx) ? sx : [sx]),
      ]}
      {...rest}
    />
  );
}

/** A link that leaves the portal, in a new tab. */
export function OutsideLink(props: Omit<LinkProps, 'href'> & { to: string }) {
  const { to, sx, ...rest } = props;
  return (
    <MuiLink
      href={to}
      target="_blank"
      rel="noopener noreferrer"
      sx={[
        theme => ({ color: theme.palette.primary.main }),
        ...(Array.isArray(sx) ? sx : [sx]),
      ]}
      {...rest}
    />
  );
}
