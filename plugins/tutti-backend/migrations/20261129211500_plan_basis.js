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
  await knex.schema.alterTable('deployments', table => {
    table.dropColumn('basis');
  });
  await knex.schema.alterTable('plans', table => {
    table.dropColumn('basis');
  });
};
