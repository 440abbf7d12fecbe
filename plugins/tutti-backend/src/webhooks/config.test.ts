import { ConfigReader } from '@backstage/config';
import { readWebhooks } from './config';

const SECRET = 'a-secret-of-the-hook';
const GOOD = {
  name: 'chat',
  url: 'https://hooks.example.com/x',
  secret: SECRET,
};

const read = (...webhooks: object[]) =>
  readWebhooks(
    new ConfigReader({
      tutti: { webhooks: webhooks.map(each => ({ ...each })) },
    }),
  );

describe('tutti.webhooks', () => {
  it('is none where nothing is said', () => {
    expect(readWebhooks(new ConfigReader({}))).toEqual([]);
  });

  it('keeps its secret', () => {
    const [webhook] = read({ ...GOOD, events: ['deployment.failed'] });
    expect(webhook).toMatchObject({
      name: 'chat',
      allowPrivate: false,
      events: ['deployment.failed'],
    });
    expect(webhook.secret.revealText()).toBe(SECRET);
    expect(JSON.stringify(webhook)).not.toContain(SECRET);
  });

  it.each([
    [{ name: 'No Name' }, 'tutti.webhooks[0].name'],
    [{ secret: 'short' }, 'tutti.webhooks[0].secret must be 16'],
    [{ url: 'http://hooks.example.com' }, 'tutti.webhooks[0].url must begin'],
    [{ url: 'file:///etc/passwd' }, 'tutti.webhooks[0].url must begin'],
    [
      { url: 'ftp://x', allowPrivate: true },
      'tutti.webhooks[0].url must begin',
    ],
    [{ url: 'https://me:word@x.example' }, 'must hold no user and no password'],
    [{ events: ['deployment.gone'] }, "there is no event 'deployment.gone'"],
  ])('refuses %j', (wrong, message) => {
    expect(() => read({ ...GOOD, ...wrong })).toThrow(message);
  });

  it('repeats no URL that it refuses', () => {
    const url = 'http://hooks.example.com/token-7781';
    expect(() => read({ ...GOOD, url })).not.toThrow('token-7781');
  });

  it('takes no name twice', () => {
    expect(() => read(GOOD, GOOD)).toThrow("two are called 'chat'");
  });
});
