// @ts-check

/**
 * A version of a secret may be purged: its content goes for good, its row stays and says who did it,
 * when and why. Then `value_sealed` is empty, as in a removal, and `purged_at` is not.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('environment_secrets', table => {
    table.bigInteger('purged_at');
    table.string('purged_by');
    table.text('purge_reason');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('environment_secrets', table => {
    table.dropColumn('purged_at');
    table.dropColumn('purged_by');
    table.dropColumn('purge_reason');
  });
};
