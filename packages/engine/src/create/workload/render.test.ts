import { stringify } from 'yaml';
import { ObjectTemplate } from '../../model';
import { mask } from '../values';
import { profile, renderInput, score } from './__fixtures__/renderInput';
import { RenderInput } from './input';
import { renderWorkload } from './render';

function render(
  yaml: string,
  parts?: Parameters<typeof renderInput>[1],
): ObjectTemplate[] {
  const result = renderWorkload(renderInput(score(yaml), parts));
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.value.objects;
}

const WEB = `
metadata: { name: web }
containers: { web: { image: "nginx:1.27" } }
`;

it('renders', () => {
  console.log(
    stringify(
      mask(
        render(`
metadata: { name: web, version: 1.2.3, annotations: { example.com/team: a, tutti.dev/profile: x } }
containers:
  web:
    image: nginx:1.27
    variables: { HOST: "\${resources.db.host}", URL: "pg://u:\${resources.db.password}@\${resources.db.host}", LIT: "$(HOST) $$$$x", LATER: "\${resources.later.host}", L2: "\${resources.later.password}" }
    files: { /etc/a.conf: { content: "x", mode: "0600" }, /etc/b.conf: { content: "p=\${resources.db.password}" } }
    volumes: { /data: { source: "\${resources.data}" } }
    readinessProbe: { httpGet: { path: /, port: 8080 } }
    resources: { limits: { memory: 128K, cpu: "1" } }
service: { ports: { http: { port: 80, targetPort: 8080 } } }
resources: { db: { type: postgres }, later: { type: postgres }, data: { type: volume } }
`),
      ),
    ),
  );
});
