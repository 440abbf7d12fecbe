import {
  ApiFactoryRegistry,
  ApiProvider,
  ApiResolver,
} from '@backstage/core-app-api';
import { compatWrapper } from '@backstage/core-compat-api';
import {
  AlertApi,
  alertApiRef,
  createApiFactory,
  useApi,
  useApiHolder,
} from '@backstage/core-plugin-api';
import {
  ToastApi,
  ToastApiMessage,
  toastApiRef,
} from '@backstage/frontend-plugin-api';
import {
  RoutingIntegration,
  RoutingProvider,
} from '@backstage/frontend-plugin-api/routing';
import { ReactNode, useMemo } from 'react';
import { useHref, useLocation, useNavigate } from 'react-router-dom';

const SEVERITY = {
  neutral: 'info',
  info: 'info',
  success: 'success',
  warning: 'warning',
  danger: 'error',
} as const;

/** An alert holds text only; one without a time stays until the reader closes it. */
function toastsAsAlerts(alerts: AlertApi): ToastApi {
  return {
    post({ title, description, status = 'success', timeout }: ToastApiMessage) {
      alerts.post({
        message: [title, description]
          .filter(part => typeof part === 'string')
          .join(' '),
        severity: SEVERITY[status],
        display: timeout ? 'transient' : 'permanent',
      });
      return { close: () => undefined };
    },
  };
}

/** An old app has alerts. What it registers for toasts itself comes first. */
function Toasts(props: { children: ReactNode }) {
  const alerts = useApi(alertApiRef);
  const own = useApiHolder().get(toastApiRef);
  const apis = useMemo(() => {
    const registry = new ApiFactoryRegistry();
    registry.register(
      'default',
      createApiFactory(toastApiRef, own ?? toastsAsAlerts(alerts)),
    );
    return new ApiResolver(registry);
  }, [own, alerts]);
  return <ApiProvider apis={apis}>{props.children}</ApiProvider>;
}

/** Links go through the router library of an old app, below its base path. */
function useReactRouter(): RoutingIntegration {
  const base = useHref('/').replace(/\/$/, '');
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return {
    createHref: to => (to.startsWith('/') ? base + to : to),
    navigate,
    pathname: base + pathname,
  };
}

/**
 * What the components take from the new frontend system and an app on the old one lacks: route
 * refs and swappable components (by Backstage's own bridge), links without a reload, toasts.
 */
export function OldApp(props: { children: ReactNode }) {
  return compatWrapper(
    <Toasts>
      <RoutingProvider useRoutingIntegration={useReactRouter}>
        {props.children}
      </RoutingProvider>
    </Toasts>,
  );
}
