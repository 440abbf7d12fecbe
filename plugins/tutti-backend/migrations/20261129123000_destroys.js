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
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table deployments drop column destroys');
};
