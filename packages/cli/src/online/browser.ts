import { spawn } from 'child_process';

/** Opens a page in the person's browser, if there is a way to; nothing waits for it. */
export function openInBrowser(url: string): void {
  const [program, ...args] = opener(process.platform);
  const child = spawn(program, [...args, url], {
    detached: true,
    stdio: 'ignore',
  });
  // Whoever reads the address opens it by hand.
  child.on('error', () => {});
  child.unref();
}

function opener(platform: NodeJS.Platform): [string, ...string[]] {
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      // Not `start`: a shell would read the address.
      return ['rundll32', 'url.dll,FileProtocolHandler'];
    default:
      return ['xdg-open'];
  }
}
