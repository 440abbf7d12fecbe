// @ts-check

/**
 * A deployment that destroyed its environment is no success that others build on.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table
      .boolean('destroys')
      .notNullable()
      .defaultTo(false)
      .comment('Everything of the environment goes');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.dropColumn('destroys');
  });
};
