import { coreApis, useAppLocation } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import userEvent from '@testing-library/user-event';
import { tuttiApiRef } from '../api';
import { MockTutti } from '../mocks/MockTutti';
import { rootRouteRef } from '../routes';
import { TuttiRouter } from '../screens/TuttiRouter';

function Address(props: { onChange(address: string): void }) {
  const { pathname, search } = useAppLocation();
  props.onChange(decodeURIComponent(pathname + search));
  return null;
}

interface RenderedTutti {
  container: HTMLElement;
  tutti: MockTutti;
  /** Titles of what was posted, in order. */
  toasts: unknown[];
  user: ReturnType<typeof userEvent.setup>;
  /** Path and query as the reader sees them. */
  address(): string;
}

/**
 * The whole plugin at an address, on a Tutti in memory. `mayCreate: false` signs in somebody
 * without the permission to make applications.
 */
export function renderTutti(
  address: string,
  options: { tutti?: MockTutti; mayCreate?: boolean } = {},
): RenderedTutti {
  const { tutti = new MockTutti(), mayCreate = true } = options;
  const toasts: unknown[] = [];
  let shown = '';
  const { container } = renderInTestApp(
    <>
      <TuttiRouter />
      <Address
        onChange={now => {
          shown = now;
        }}
      />
    </>,
    {
      mountPath: '/tutti',
      initialRouteEntries: [address],
      mountedRoutes: {
        '/tutti': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        [tuttiApiRef, tutti],
        [
          coreApis.toast,
          {
            post: toast => {
              toasts.push(toast.title);
              return { close: () => undefined };
            },
          },
        ],
        mockApis.identity({
          userEntityRef: 'user:default/maria',
          ownershipEntityRefs: ['user:default/maria', 'group:default/team-a'],
        }),
        mockApis.permission({
          authorize: mayCreate ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        }),
      ],
    },
  );
  return {
    container,
    tutti,
    toasts,
    user: userEvent.setup({ delay: null }),
    address: () => shown,
  };
}
