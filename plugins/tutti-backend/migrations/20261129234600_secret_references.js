// @ts-check

/**
 * A version of a secret may refer to one in a store outside. `reference` says where, in clear: nothing
 * of it is secret. `value_sealed` then holds the same, sealed, so that whatever asks whether a version
 * has a content finds one.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('environment_secrets', table => {
    table.text('reference');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('environment_secrets', table => {
    table.dropColumn('reference');
  });
};
