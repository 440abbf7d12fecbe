// @ts-check

/**
 * Revisions from before profiles had an allow list of annotations, and refused hosts of probes: what
 * reached pods while they serve still does, until the platform's files change.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('platform_revisions', table => {
    table.boolean('before_allow_lists').notNullable().defaultTo(false);
  });
  await knex('platform_revisions').update({ before_allow_lists: true });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw(
    'alter table platform_revisions drop column before_allow_lists',
  );
};
