// @ts-check

/**
 * Drift that drivers find by their own tools: which one.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('drift_findings', table => {
    table.string('driver').comment('Absent: an object of the cluster');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('drift_findings', table => {
    table.dropColumn('driver');
  });
};
