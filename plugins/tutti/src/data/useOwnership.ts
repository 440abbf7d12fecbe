import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';

/** Entity refs that the signed-in user is or belongs to; empty until they are known. */
export function useOwnership(): string[] {
  const identity = useApi(coreApis.identity);
  const [refs, setRefs] = useState<string[]>([]);
  useEffect(() => {
    let over = false;
    identity.getBackstageIdentity().then(
      ({ ownershipEntityRefs }) => {
        if (!over) setRefs(ownershipEntityRefs);
      },
      () => undefined, // nobody is signed in: nothing is mine
    );
    return () => {
      over = true;
    };
  }, [identity]);
  return refs;
}
