// @ts-check

/**
 * A revision may wait until somebody takes it into use; what was in use stays known, and what a change
 * would do to each environment is kept as long as both stay as they are.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('platform_pointer', table => {
    table
      .string('waiting')
      .references('platform_revisions.revision')
      .comment('Valid and read last, but not in use');
    table.bigInteger('waiting_since');
    table.string('accepted_by').comment('Null: it was taken by itself');
    table.text('sources').notNullable().defaultTo('[]');
  });

  await knex.schema.createTable('platform_uses', table => {
    table.comment('Every time a revision was taken into use');
    table.increments('id').primary();
    table
      .string('revision')
      .notNullable()
      .references('platform_revisions.revision');
    table.string('previous');
    table.bigInteger('at').notNullable();
    table.string('by');
    table.index(['revision']);
  });
  const pointer = await knex('platform_pointer').first();
  if (pointer?.active && pointer.accepted_at !== null) {
    await knex('platform_uses').insert({
      revision: pointer.active,
      at: pointer.accepted_at,
    });
  }

  await knex.schema.createTable('platform_impacts', table => {
    table.comment('What another revision changes in an environment');
    table.string('before_revision').notNullable();
    table.string('after_revision').notNullable();
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table
      .string('state')
      .notNullable()
      .comment('Digest of all that is not the platform and that it depends on');
    table.text('impact').notNullable();
    table.bigInteger('computed_at').notNullable();
    table.primary(['before_revision', 'after_revision', 'environment_id']);
    table.index(['environment_id']);
    table.index(['computed_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('platform_impacts');
  await knex.schema.dropTable('platform_uses');
  await knex.schema.alterTable('platform_pointer', table => {
    table.dropForeign(['waiting']);
  });
  await knex.schema.alterTable('platform_pointer', table => {
    table.dropColumn('waiting');
    table.dropColumn('waiting_since');
    table.dropColumn('accepted_by');
    table.dropColumn('sources');
  });
};
