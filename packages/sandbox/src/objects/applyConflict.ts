import { Clash, Manager } from '../ownership';
import { ApiError } from '../status';

/** 409 with one cause per field, in Kubernetes' words: clients show them to people. */
export function applyConflict(clashes: Clash[]): ApiError {
  const causes = clashes.map(clash => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${print(clash.manager)}`,
    field: clash.field,
  }));
  return new ApiError(409, 'Conflict', message(clashes), { causes });
}

function message(clashes: Clash[]): string {
  if (clashes.length === 1)
    return `Apply failed with 1 conflict: conflict with ${print(
      clashes[0].manager,
    )}: ${clashes[0].field}`;
  const byManager = new Map<string, string[]>();
  for (const clash of clashes) {
    const manager = print(clash.manager);
    byManager.set(manager, [...(byManager.get(manager) ?? []), clash.field]);
  }
  const parts = [...byManager]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([manager, fields]) =>
        `conflicts with ${manager}:\n${fields
          .map(field => `- ${field}`)
          .join('\n')}`,
    );
  return `Apply failed with ${clashes.length} conflicts: ${parts.join('\n')}`;
}

function print(manager: Manager): string {
  const name = JSON.stringify(manager.name);
  const through = manager.subresource
    ? ` with subresource ${JSON.stringify(manager.subresource)}`
    : '';
  return manager.operation === 'Update'
    ? `${name}${through} using ${manager.apiVersion}`
    : `${name}${through}`;
}
