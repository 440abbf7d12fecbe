// @ts-check

/**
 * A release goes to all environments of a type because somebody asked, wave by wave. What it does there are
 * deployments of their own; the index keeps one round from bringing it to the same environment twice.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('promotion_rounds', table => {
    table.comment('Promotions to all environments of a type');
    table.string('id').primary();
    table
      .string('application_id')
      .notNullable()
      .references('applications.id')
      .onDelete('CASCADE');
    table.string('source').notNullable().comment('Name of the environment');
    table
      .string('promotes')
      .notNullable()
      .comment('The success there that is promoted');
    table.string('release_id').notNullable();
    table.string('type').notNullable().comment('The environment type');
    table
      .text('environments')
      .notNullable()
      .comment('JSON: ids of those that get it, as they were chosen');
    table
      .text('rule')
      .notNullable()
      .comment('JSON: waves, whether a failure stops it, labels asked for');
    table.string('requested_by').notNullable();
    table.bigInteger('requested_at').notNullable();
    table.boolean('by_automation').notNullable().defaultTo(false);
    table.bigInteger('ended_at').comment('Absent while it goes on');
    table.text('ended').comment('JSON: how, by whom, why');
    table.index(['application_id', 'requested_at']);
  });
  await knex.raw(
    'create index promotion_rounds_open on promotion_rounds (application_id) where ended_at is null',
  );
  await knex.schema.alterTable('deployments', table => {
    table.string('round').comment('The promotion round that asked for it');
  });
  await knex.raw(
    'create unique index deployments_round_once on deployments (round, environment_id) where round is not null',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index deployments_round_once');
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table deployments drop column round');
  await knex.schema.dropTable('promotion_rounds');
};
