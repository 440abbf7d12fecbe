import { Secret } from '../../model';
import {
  firstContainer,
  podSpecOf,
  problems,
  rendered,
  score,
} from './__fixtures__/renderInput';
import { valueAt } from './tree';

const web = (files: string) => `
metadata: { name: web }
containers: { main: { image: "nginx:1.27", files: ${files} } }
resources: { db: { type: postgres }, later: { type: postgres } }
`;

const KEY = 'main.files.etc__app.conf';

describe('files', () => {
  it('stand in the ConfigMap, each mounted alone so that its neighbours in the image stay', () => {
    const objects = rendered(
      web('{ /etc/app.conf: { content: "host=${resources.db.host}" } }'),
    );
    expect(objects['ConfigMap/web-config'].data).toEqual({
      [KEY]: 'host=pg.shop',
    });
    expect(valueAt(podSpecOf(objects), 'volumes')).toEqual([
      {
        name: 'files',
        configMap: { name: 'web-config', items: [{ key: KEY, path: KEY }] },
      },
    ]);
    expect(valueAt(firstContainer(objects), 'volumeMounts')).toEqual([
      {
        name: 'files',
        mountPath: '/etc/app.conf',
        subPath: KEY,
        readOnly: true,
      },
    ]);
  });

  it('stand in the Secret when a secret has touched them', () => {
    const objects = rendered(
      web('{ /etc/app.conf: { content: "pw=${resources.db.password}" } }'),
    );
    expect(objects['ConfigMap/web-config']).toBeUndefined();
    const held = valueAt(objects['Secret/web-secrets'], 'data', KEY);
    if (!(held instanceof Secret)) throw new Error('no secret');
    expect(Buffer.from(held.revealText(), 'base64').toString()).toBe(
      'pw=s3cret-canary',
    );
    expect(valueAt(podSpecOf(objects), 'volumes')).toEqual([
      {
        name: 'secret-files',
        secret: { secretName: 'web-secrets', items: [{ key: KEY, path: KEY }] },
      },
    ]);
  });

  it('go to one object or the other by what they hold, known or not', () => {
    const objects = rendered(
      web(`{
        /a/open: { content: x },
        /a/later: { content: "\${resources.later.host}" },
        /a/secret: { content: "\${resources.db.password}" },
        /a/secret-later: { content: "\${resources.later.password}" },
        /a/binary: { binaryContent: AAEC } }`),
    );
    const { data, binaryData } = objects['ConfigMap/web-config'];
    expect(Object.keys(data ?? {})).toEqual([
      'main.files.a__later',
      'main.files.a__open',
    ]);
    expect(binaryData).toEqual({ 'main.files.a__binary': 'AAEC' });
    expect(Object.keys(objects['Secret/web-secrets'].data ?? {})).toEqual([
      'main.files.a__secret',
      'main.files.a__secret-later',
    ]);
  });

  it('keep what is not to be expanded', () => {
    const objects = rendered(
      web(
        '{ /etc/app.conf: { content: "${resources.db.password}", noExpand: true } }',
      ),
    );
    expect(objects['ConfigMap/web-config'].data).toEqual({
      [KEY]: '${resources.db.password}',
    });
  });

  it.each([
    ['"0644"', 420],
    ['"600"', 384],
    ['"0755"', 493],
  ])('have the mode %s', (mode, expected) => {
    const objects = rendered(
      web(`{ /etc/app.conf: { content: x, mode: ${mode} } }`),
    );
    expect(valueAt(podSpecOf(objects), 'volumes')).toEqual([
      {
        name: 'files',
        configMap: {
          name: 'web-config',
          items: [{ key: KEY, path: KEY, mode: expected }],
        },
      },
    ]);
  });

  it('have keys of their own, however alike their paths are', () => {
    const objects = rendered(
      web(
        '{ /a/b: { content: 1a }, /a__b: { content: 2b }, /a_b: { content: 3c }, "/a b": { content: 4d }, /a-b: { content: 5e } }',
      ),
    );
    expect(objects['ConfigMap/web-config'].data).toEqual({
      'main.files.a__b': '1a',
      'main.files.a_5F_5Fb': '2b',
      'main.files.a_5Fb': '3c',
      'main.files.a_20b': '4d',
      'main.files.a-b': '5e',
    });
  });

  it('say when they are too large for Kubernetes', () => {
    const workload = score(web('{ /a: { content: x }, /b: { content: x } }'));
    for (const file of Object.values(workload.containers.main.files))
      file.content = { text: 'x'.repeat(600 * 1024) };
    expect(problems(workload)).toEqual([
      expect.stringMatching(
        /^ContentTooLarge: .* need 12288\d\d bytes in one ConfigMap/,
      ),
    ]);
  });

  it('count as what they hold, not as base64 writes it', () => {
    const bytes = 900 * 1024;
    const binary = score(web('{ /a: { content: x } }'));
    binary.containers.main.files['/a'].content = {
      base64: Buffer.alloc(bytes).toString('base64'),
    };
    const secret = score(web('{ /a: { content: x } }'));
    secret.containers.main.files['/a'].content = {
      text: `\${resources.db.password}${'x'.repeat(bytes)}`,
    };
    expect([problems(binary), problems(secret)]).toEqual([[], []]);
  });

  it('name the file whose placeholder leads nowhere', () => {
    expect(
      problems(web('{ /a: { content: "${resources.db.nothing}" } }')),
    ).toEqual([expect.stringContaining('resources.db.nothing')]);
  });
});
