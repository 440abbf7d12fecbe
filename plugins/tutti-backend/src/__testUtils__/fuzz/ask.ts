import http from 'node:http';
import { Call } from './calls';

export interface Answer {
  status: number;
  text: string;
  ms: number;
}

/** Sends the path as it is: `fetch` would tidy it. */
export function ask(
  address: string,
  agent: http.Agent,
  call: Call,
): Promise<Answer> {
  const { method, path, headers, body } = call;
  const { hostname, port, pathname } = new URL(address);
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        agent,
        hostname,
        port,
        method,
        path: `${pathname}${path}`,
        headers: {
          ...(body !== undefined && {
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(body),
          }),
          ...headers,
        },
      },
      response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', chunk => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text,
            ms: performance.now() - began,
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
