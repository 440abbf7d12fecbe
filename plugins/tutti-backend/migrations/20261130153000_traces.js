// @ts-check

/**
 * The trace in which a deployment was asked for: that of its run is linked to it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.string('trace_parent').comment('As W3C Trace Context writes it');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.dropColumn('trace_parent');
  });
};
