import axe from 'axe-core';

/**
 * What axe finds wrong, as `rule: html`. Colours are left out: without a layout they cannot be
 * measured. The page's landmarks come from the portal around.
 */
export async function violations(root: Element): Promise<string[]> {
  const result = await axe.run(root, {
    rules: {
      'color-contrast': { enabled: false },
      region: { enabled: false },
    },
  });
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html}`),
  );
}
