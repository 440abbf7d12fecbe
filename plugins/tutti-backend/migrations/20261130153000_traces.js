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
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table deployments drop column trace_parent');
};
