// @ts-check

/**
 * What a plan stands on beside its release: what people decided about pods, and which versions of
 * values there were. Plans of before have none: nothing was decided, and what was set then is told by
 * time.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('plans', table => {
    table.text('basis').comment('JSON; absent in plans of before it was kept');
  });
  await knex.schema.alterTable('deployments', table => {
    table.text('basis').comment('Of its plan, which may be forgotten');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table deployments drop column basis');
  await knex.raw('alter table plans drop column basis');
};
