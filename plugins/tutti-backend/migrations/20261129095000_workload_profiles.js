// @ts-check

/**
 * By which profile each workload runs. Of those that run already, the one that their last release
 * names; without a name it was the default of the environment's type, which stays null.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('workload_states', table => {
    table.string('profile');
  });
  const environments = await knex('workload_states')
    .distinct('environment_id')
    .pluck('environment_id');
  for (const id of environments) {
    const last =
      (await newest(knex, id).where({ status: 'succeeded' })) ??
      (await newest(knex, id).whereNotNull('started_at'));
    for (const { name, annotations } of last
      ? JSON.parse(last.workloads)
      : []) {
      const profile = annotations?.['tutti.dev/profile'];
      if (profile !== undefined) {
        await knex('workload_states')
          .where({ environment_id: id, workload: name })
          .update({ profile });
      }
    }
  }
};

/**
 * @param {import('knex').Knex} knex
 * @param {string} environmentId
 */
function newest(knex, environmentId) {
  return knex('deployments')
    .join('releases', 'releases.id', 'deployments.release_id')
    .where({ environment_id: environmentId })
    .orderBy('deployments.number', 'desc')
    .first('releases.workloads');
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('workload_states', table => {
    table.dropColumn('profile');
  });
};
