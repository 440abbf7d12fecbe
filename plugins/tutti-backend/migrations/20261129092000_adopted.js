// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('objects', table => {
    table
      .boolean('adopted')
      .notNullable()
      .defaultTo(false)
      .comment('It was there before: it stays when nobody needs it');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table objects drop column adopted');
};
