import {
  coreServices,
  createServiceFactory,
  RootLoggerService,
} from '@backstage/backend-plugin-api';

/** Keeps every line that any plugin logs, errors with their stack. */
export function logTo(lines: string[]) {
  const keep = (level: string) => (message: string, meta?: unknown) => {
    const more =
      meta instanceof Error ? meta.stack : meta && JSON.stringify(meta);
    lines.push([level, message, more].filter(Boolean).join(' '));
  };
  const logger: RootLoggerService = {
    error: keep('error'),
    warn: keep('warn'),
    info: keep('info'),
    debug: keep('debug'),
    child: () => logger,
  };
  return createServiceFactory({
    service: coreServices.rootLogger,
    deps: {},
    factory: () => logger,
  });
}
