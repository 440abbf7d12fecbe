/**
 * The pretended node in a process of its own, as nodes are: what it does is not what is measured.
 *
 * `bench/pretendedNode.ts <url> <file with the authority>`
 */
import { askedFrom } from '../src/__testUtils__/controlPlane';
import { startPretendedNode } from '../src/__testUtils__/pretendedNode';

async function main(): Promise<void> {
  const [url, caFile] = process.argv.slice(2);
  startPretendedNode(await askedFrom({ url, caFile }));
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
});
