import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { signatureOf } from './signature';

const page = readFileSync(
  join(__dirname, '../../../../docs/guides/events.md'),
  'utf8',
);
const [, example = ''] = /```js\n([^]*?)```/.exec(page) ?? [];

type IsFromTutti = (
  secret: string,
  headers: Record<string, string>,
  body: string,
) => boolean;

const isFromTutti: IsFromTutti = runInNewContext(`${example}; isFromTutti`, {
  require: () => ({ createHmac, timingSafeEqual }),
  Buffer,
});

const SECRET = 'a-secret-of-the-hook';
const BODY = '{"version":1,"id":"4711"}';

function headersAt(seconds: number, secret = SECRET, body = BODY) {
  const timestamp = String(Math.floor(seconds));
  return {
    'tutti-timestamp': timestamp,
    'tutti-signature': signatureOf(secret, timestamp, body),
  };
}

describe('the check that the guide shows', () => {
  const now = Date.now() / 1000;

  it('takes what Tutti sends', () => {
    expect(isFromTutti(SECRET, headersAt(now), BODY)).toBe(true);
  });

  it.each([
    ['another secret', headersAt(now, 'another-secret-of-it'), BODY],
    ['another body', headersAt(now), BODY.replace('4711', '4712')],
    ['an old request', headersAt(now - 3_600), BODY],
    [
      'an old request with a new time',
      { ...headersAt(now - 3_600), 'tutti-timestamp': String(Math.floor(now)) },
      BODY,
    ],
    ['no signature', { 'tutti-timestamp': String(Math.floor(now)) }, BODY],
    ['nothing', {}, BODY],
  ])('refuses %s', (_what, headers: Record<string, string>, body) => {
    expect(isFromTutti(SECRET, headers, body)).toBe(false);
  });
});
