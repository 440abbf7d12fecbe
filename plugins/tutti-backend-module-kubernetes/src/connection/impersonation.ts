import { Actor } from '@tutti/plugin-tutti-node';
import { Connection } from './Connection';

/**
 * The same connection, where every request is made in somebody's name: the cluster's own rights and its
 * audit log see the person. The account itself needs `impersonate` on users and groups.
 */
export function impersonating(
  connection: Connection,
  { user, groups }: Actor,
): Connection {
  return {
    server: connection.server,
    async passport() {
      const passport = await connection.passport();
      return {
        ...passport,
        headers: {
          ...passport.headers,
          'Impersonate-User': user,
          ...(groups.length > 0 && { 'Impersonate-Group': groups }),
        },
      };
    },
  };
}
