import { useSidebarOpenState } from '@backstage/core-components';
import { RouterLink } from '@backstage/frontend-plugin-api';
import { styled } from '@mui/material/styles';

const Home = styled(RouterLink)({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  height: 72,
  paddingLeft: 22,
  color: 'inherit',
  fontSize: 22,
  fontWeight: 600,
  letterSpacing: 0.5,
  textDecoration: 'none',
});

/** Four bars that come in together: everybody, at once. */
const Mark = () => (
  <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
    <rect x="2" y="11" width="4" height="6" rx="2" fill="#7dd3c0" />
    <rect x="9" y="6" width="4" height="16" rx="2" fill="#7dd3c0" />
    <rect x="16" y="2" width="4" height="24" rx="2" fill="#f2c14e" />
    <rect x="23" y="8" width="4" height="12" rx="2" fill="#7dd3c0" />
  </svg>
);

export const Logo = () => {
  const { isOpen } = useSidebarOpenState();
  return (
    <Home href="/" aria-label="Tutti, home">
      <Mark />
      {isOpen && <span style={{ color: '#fff' }}>Tutti</span>}
    </Home>
  );
};
