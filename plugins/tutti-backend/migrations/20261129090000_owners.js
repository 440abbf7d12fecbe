// @ts-check

/**
 * `owner` becomes the verified one: what decides who may. What files or the catalog say is kept
 * beside it. Of applications that were there before, the owner they had is taken as verified.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('applications', table => {
    table
      .string('declared_owner')
      .comment('What platform files say; the owner when they agree');
    table
      .text('offers')
      .notNullable()
      .defaultTo('{}')
      .comment('Workloads that other owners may address, and which');
  });
  const rows = await knex('applications').select(
    'id',
    'declared',
    'owner',
    'entity',
  );
  for (const { id, declared, owner, entity } of rows) {
    await knex('applications')
      .where({ id })
      .update({
        owner: (entity && JSON.parse(entity).owner) || owner,
        declared_owner: declared ? owner : null,
      });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table applications drop column declared_owner');
  await knex.raw('alter table applications drop column offers');
};
