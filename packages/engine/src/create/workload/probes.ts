import { Probe, ValueObject } from '../../model';

/** `exec` wins when both are given, as Score asks. */
export function probe(from: Probe): ValueObject {
  if (from.exec) return { exec: { command: from.exec.command } };
  if (!from.httpGet) return {};
  const { path, port, host, scheme, httpHeaders } = from.httpGet;
  return {
    httpGet: {
      path,
      port,
      ...(host !== undefined && { host }),
      ...(scheme !== undefined && { scheme }),
      ...(httpHeaders?.length && {
        httpHeaders: httpHeaders.map(({ name, value }) => ({ name, value })),
      }),
    },
  };
}

/** Asked every two seconds for five minutes; then the container is started again. */
export function startupProbe(from: Probe): ValueObject {
  return { ...probe(from), periodSeconds: 2, failureThreshold: 150 };
}
