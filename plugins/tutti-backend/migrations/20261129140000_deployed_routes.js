// @ts-check

/**
 * Hosts of what was deployed before routes were claimed belong to whose it is: the environment that
 * has them in the cluster, not whoever plans first. Two that have the same one go on sharing it; the
 * older environment is its owner.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const objects = await knex('objects')
    .join('environments', 'environments.id', 'objects.environment_id')
    .whereIn('objects.kind', ['Ingress', 'HTTPRoute'])
    .orderBy(['environments.created_at', 'objects.id'])
    .select('objects.target', 'objects.applied', 'objects.environment_id');
  for (const { target, applied, environment_id: environmentId } of objects) {
    const last = await knex('deployments')
      .where({ environment_id: environmentId })
      .orderBy('number', 'desc')
      .first('id');
    for (const { host, path } of placesIn(JSON.parse(applied))) {
      await knex('routes')
        .insert({
          cluster: target,
          host,
          path,
          environment_id: environmentId,
          deployment_id: last?.id ?? null,
          claimed_at: Date.now(),
        })
        .onConflict(['cluster', 'host', 'path'])
        .ignore();
    }
  }
};

/** Nothing to take back: the table goes with the migration before. */
exports.down = async function down() {};

/**
 * Of an Ingress or an HTTPRoute, as it was applied.
 *
 * @param {any} object
 * @returns {{ host: string, path: string }[]}
 */
function placesIn({ spec }) {
  const ofRules = maps(spec?.rules).flatMap(({ host, http }) =>
    places(
      [host],
      maps(http?.paths).map(({ path }) => path),
    ),
  );
  const ofHostnames = places(
    list(spec?.hostnames),
    maps(spec?.rules).flatMap(({ matches }) =>
      maps(matches).map(match => match.path?.value),
    ),
  );
  return [...ofRules, ...ofHostnames];
}

/**
 * Without a path, all of them.
 *
 * @param {any[]} hosts
 * @param {any[]} paths
 */
function places(hosts, paths) {
  return hosts
    .filter(host => typeof host === 'string' && host !== '')
    .flatMap(host =>
      (paths.length > 0 ? paths : ['/']).map(path => ({
        host: host.toLowerCase().replace(/\.$/, ''),
        path: normalPath(path),
      })),
    );
}

/** @param {any} path */
function normalPath(path) {
  return `/${String(path ?? '')
    .split('/')
    .filter(segment => segment !== '' && segment !== '.')
    .join('/')}`;
}

/**
 * @param {any} value
 * @returns {any[]}
 */
function list(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {any} value */
function maps(value) {
  return list(value).filter(item => typeof item === 'object' && item !== null);
}
