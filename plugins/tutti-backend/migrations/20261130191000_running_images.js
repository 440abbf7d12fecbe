// @ts-check

/**
 * Which contents a deployment ran when it succeeded: what a promotion or a rollback names by digest.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table
      .text('images')
      .comment('JSON: the digest of each container’s image, of a success');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table deployments drop column images');
};
