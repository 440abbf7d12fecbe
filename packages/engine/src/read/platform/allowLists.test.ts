import { doc, POSTGRES, readDocuments } from '../__testUtils__/platform';

const profile = (spec: string) => doc('WorkloadProfile', 'apm', `{ ${spec} }`);
const definition = (spec: string) =>
  doc(
    'ResourceDefinition',
    'pg',
    `{ type: postgres, driver: static, ${spec} }`,
  );

const findings = (...documents: string[]) =>
  readDocuments(POSTGRES, ...documents).problems.map(({ code, path, hint }) => [
    code,
    path,
    hint,
  ]);

describe('an entry of an allow list that allows nothing', () => {
  it.each([
    'iam.amazonaws.com/role',
    'container.apparmor.security.beta.kubernetes.io/*',
    'sidecar.istio.io/inject',
    'io.kubernetes.cri-o.userns-mode',
    'tutti.dev/profile',
  ])('is told of annotations: %s', entry => {
    expect(
      findings(profile(`annotations: { allow: [example.com/*, '${entry}'] }`)),
    ).toEqual([
      [
        'NeverAllowed',
        'spec.annotations.allow[1]',
        'Take it out; a patch can set it.',
      ],
    ]);
  });

  it.each([profile, definition])('is told of fields', of => {
    expect(
      findings(
        of('fromScore: { allow: [nfs, hostPaths, cert-manager.io/issuer] }'),
      ),
    ).toEqual([
      [
        'NeverAllowed',
        'spec.fromScore.allow[1]',
        expect.stringContaining('hostPath'),
      ],
    ]);
  });

  it('is none that only repeats what passes anyway', () => {
    expect(
      findings(
        profile('annotations: { allow: [backstage.io/kubernetes-id] }'),
        definition('fromScore: { allow: [hostPath, namespace, secret] }'),
      ),
    ).toEqual([]);
  });
});
