/**
 * Keeps a text literal: Kubernetes replaces `$(NAME)` in `env[].value`, `command` and `args`, and
 * reads `$$` as `$`.
 */
export function escapeReferences(text: string): string {
  return text.replace(/\${2,}|\$(?=\()/g, dollars => dollars + dollars);
}
