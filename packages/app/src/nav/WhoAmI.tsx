import { SidebarItem } from '@backstage/core-components';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import PersonIcon from '@mui/icons-material/PersonOutline';
import { useEffect, useState } from 'react';

/** Who is signed in; signing out is in the settings behind it. */
export function WhoAmI() {
  const identity = useApi(identityApiRef);
  const [name, setName] = useState('');
  useEffect(() => {
    let gone = false;
    (async () => {
      const { displayName } = await identity.getProfileInfo();
      const { userEntityRef } = await identity.getBackstageIdentity();
      if (!gone) setName(displayName ?? userEntityRef.replace(/^.*\//, ''));
    })();
    return () => {
      gone = true;
    };
  }, [identity]);
  return <SidebarItem icon={() => <PersonIcon />} to="/settings" text={name} />;
}
