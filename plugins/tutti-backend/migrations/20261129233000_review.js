// @ts-check

/**
 * What drivers say only in the run waits for a review: what they would do, and what of it was approved.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table
      .text('review')
      .comment(
        'What drivers would do, known in the run, and what was approved',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table deployments drop column review');
};
