// @ts-check

/**
 * What was last heard from the repository of a workload, and where each version of a text came from.
 * Versions of before are of the source that their workload has.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('workload_checks', table => {
    table
      .string('workload_id')
      .primary()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.bigInteger('checked_at').notNullable();
    table.text('etags').notNullable().comment('By address of each file read');
    table.text('problem').comment('Why the source could not be read');
    table.index(['checked_at']);
  });
  await knex.schema.alterTable('workload_versions', table => {
    table.text('source').nullable();
    table.integer('restores').nullable().comment('An earlier version');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('workload_versions', table => {
    table.dropColumn('source');
    table.dropColumn('restores');
  });
  await knex.schema.dropTable('workload_checks');
};
