import { tmpdir } from 'os';
import { join } from 'path';

// Real servers, databases and files are at work here; a busy machine takes its time.
jest.setTimeout(30_000);

// Neither the logins of whoever runs the tests, nor the CI in which they run.
process.env.XDG_CONFIG_HOME = join(tmpdir(), 'tutti-of-nobody');
for (const name of [
  'TUTTI_PORTAL',
  'TUTTI_TOKEN',
  'GITHUB_ACTIONS',
  'GITLAB_CI',
  'JENKINS_URL',
]) {
  delete process.env[name];
}
