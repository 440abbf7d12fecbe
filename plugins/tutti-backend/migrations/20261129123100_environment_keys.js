// @ts-check

/**
 * Whoever asks twice for the same environment gets the one it is.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('environments', table => {
    table.string('idempotency_key');
    table.unique(['created_by', 'idempotency_key']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('environments', table => {
    table.dropUnique(['created_by', 'idempotency_key']);
  });
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table environments drop column idempotency_key');
};
