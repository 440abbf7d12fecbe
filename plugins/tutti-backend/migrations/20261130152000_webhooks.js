// @ts-check

/**
 * How far each reader of the events has come, and what webhooks were sent or are to be.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('feeds', table => {
    table.string('name').primary();
    table
      .bigInteger('last_event')
      .notNullable()
      .comment('Of `events`: what follows is to be read');
  });
  await knex.schema.createTable('webhook_deliveries', table => {
    table.string('id').primary();
    table.string('webhook').notNullable();
    table.bigInteger('event_id').notNullable();
    table.string('type').notNullable();
    table.string('deployment_id').notNullable();
    table.text('body').notNullable().comment('JSON, as it is sent');
    table.string('status').notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.bigInteger('created_at').notNullable();
    table
      .bigInteger('since')
      .notNullable()
      .comment(
        'Tries are counted from then: its making, or when it was sent again',
      );
    table.bigInteger('due_at').notNullable();
    table.bigInteger('claimed_until');
    table.bigInteger('tried_at');
    table.integer('answer').comment('HTTP status of the last try');
    table.text('problem').comment('Why the last try failed');
    table.unique(['webhook', 'event_id']);
    table.index(['webhook', 'status', 'due_at']);
    table.index(['created_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('webhook_deliveries');
  await knex.schema.dropTable('feeds');
};
