import { ConfigReader } from '@backstage/config';
import { inspect } from 'node:util';
import { JsonObject, Secret } from '@tutti/engine';
import { readClusters } from './config';

function read(...clusters: JsonObject[]) {
  return readClusters(new ConfigReader({ tutti: { clusters } }));
}

describe('tutti.clusters', () => {
  it('may be absent', () => {
    expect(readClusters(new ConfigReader({}))).toEqual([]);
  });

  it('reads every kind of access', () => {
    expect(
      read(
        { name: 'dev', title: 'Development', kind: 'kubeconfig' },
        { name: 'qa', kind: 'kubeconfig', file: '/etc/kube', context: 'qa' },
        { name: 'here', kind: 'inCluster' },
        { name: 'pretended', kind: 'sandbox', url: 'http://127.0.0.1:7010/' },
      ),
    ).toEqual([
      { name: 'dev', title: 'Development', access: { kind: 'kubeconfig' } },
      {
        name: 'qa',
        access: { kind: 'kubeconfig', file: '/etc/kube', context: 'qa' },
      },
      { name: 'here', access: { kind: 'inCluster' } },
      {
        name: 'pretended',
        access: { kind: 'sandbox', url: 'http://127.0.0.1:7010' },
      },
    ]);
  });

  it('reads in whose name is written, and where a token lies', () => {
    expect(
      read({
        name: 'prod',
        kind: 'serviceAccountToken',
        url: 'https://kube.example.com',
        tokenFile: '/var/run/token',
        impersonate: 'requester',
      }),
    ).toMatchObject([
      {
        impersonate: 'requester',
        access: { token: { file: '/var/run/token' } },
      },
    ]);
  });

  it('keeps the token out of everything that prints', () => {
    const clusters = read({
      name: 'prod',
      kind: 'serviceAccountToken',
      url: 'https://kube.example.com',
      token: 'canary-token',
      caFile: '/etc/ca.crt',
    });
    const [{ access }] = clusters;
    expect(access).toMatchObject({ skipTLSVerify: false });
    const token = access.kind === 'serviceAccountToken' && access.token;
    expect(token instanceof Secret && token.reveal()).toBe('canary-token');
    expect(
      JSON.stringify(clusters) + inspect(clusters, { depth: 9 }),
    ).not.toContain('canary');
  });

  const token = {
    name: 'a',
    kind: 'serviceAccountToken',
    url: 'https://kube.example.com',
    token: 'canary-token',
  };
  it.each<[string, JsonObject, string]>([
    ['no name', { kind: 'inCluster' }, 'tutti.clusters[0].name: is missing'],
    [
      'an empty name',
      { name: '', kind: 'inCluster' },
      'tutti.clusters[0].name: is missing',
    ],
    [
      'a name no file could use',
      { name: 'My Cluster', kind: 'inCluster' },
      'tutti.clusters[0].name: "My Cluster" must consist of',
    ],
    ['no kind', { name: 'a' }, 'tutti.clusters[0].kind: is missing'],
    [
      'an unknown kind',
      { name: 'a', kind: 'gke' },
      'tutti.clusters[0].kind: "gke" is none of kubeconfig, inCluster, serviceAccountToken, sandbox',
    ],
    [
      'a title that is no text',
      { name: 'a', kind: 'inCluster', title: 3 },
      'tutti.clusters[0].title: must be text, but is a number',
    ],
    [
      'a token without an address',
      { ...token, url: '' },
      'tutti.clusters[0].url: is missing',
    ],
    [
      'a token sent in clear',
      { ...token, url: 'http://kube.example.com' },
      'tutti.clusters[0].url: must be an address that begins with https://',
    ],
    [
      'an address with a password',
      { ...token, url: 'https://me:canary-password@kube.example.com' },
      'tutti.clusters[0].url: must not carry a user name or a password',
    ],
    [
      'no token',
      { ...token, token: '' },
      'tutti.clusters[0].token: is missing',
    ],
    [
      'two tokens',
      { ...token, tokenFile: '/x' },
      'tutti.clusters[0]: give token or tokenFile, not both',
    ],
    [
      'somebody else to act for',
      { ...token, impersonate: 'admin' },
      'tutti.clusters[0].impersonate: "admin" is not requester',
    ],
    [
      'acting for somebody where nobody has an account',
      {
        name: 'a',
        kind: 'sandbox',
        url: 'http://127.0.0.1:1',
        impersonate: 'requester',
      },
      'tutti.clusters[0].impersonate: a sandbox has no accounts',
    ],
    [
      'two authorities',
      { ...token, caData: 'eA==', caFile: '/x' },
      'tutti.clusters[0]: give caData or caFile, not both',
    ],
    [
      'a flag that is no flag',
      { ...token, skipTLSVerify: 'yes' },
      'tutti.clusters[0].skipTLSVerify: must be true or false',
    ],
    [
      'a sandbox nowhere',
      { name: 'a', kind: 'sandbox', url: '127.0.0.1:7010' },
      'tutti.clusters[0].url: must be an address that begins with http:// or https://',
    ],
  ])('refuses %s, naming the place', (_, cluster, message) => {
    expect(() => read(cluster)).toThrow(message);
    expect(() => read(cluster)).not.toThrow('canary');
  });

  it('refuses a name given twice', () => {
    const cluster = { name: 'a', kind: 'inCluster' };
    expect(() => read(cluster, cluster)).toThrow(
      'tutti.clusters[1].name: "a" is already the name of tutti.clusters[0]',
    );
  });
});
