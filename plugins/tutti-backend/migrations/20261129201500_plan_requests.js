// @ts-check

/**
 * Plans are made by workers: what is asked for waits in a row of its own until one has made the plan,
 * which takes its id, or found that there is none. A plan remembers what it was made from; the serial
 * of an environment says whether a run has changed what is recorded of it since.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('plan_requests', table => {
    table.string('id').primary().comment('Of the plan, when it is made');
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table.text('input').notNullable();
    table
      .text('consenting')
      .notNullable()
      .comment('What the caller may consent to: the worker cannot ask');
    table.string('requested_by').notNullable();
    table.bigInteger('requested_at').notNullable();
    table.string('state').notNullable().comment('planning or refused');
    table.text('refusal');
    table
      .integer('attempts')
      .notNullable()
      .defaultTo(0)
      .comment('How often a worker took it');
    table.string('lease_owner');
    table.bigInteger('lease_until');
    table.index(['environment_id']);
    table.index(['state', 'requested_at']);
    table.index(['requested_by', 'state']);
  });
  await knex.schema.alterTable('plans', table => {
    table
      .text('made_from')
      .comment('What must stay as it is for the plan to be current');
  });
  await knex.schema.alterTable('environments', table => {
    table
      .integer('serial')
      .notNullable()
      .defaultTo(0)
      .comment('Raised before a run writes what it made');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table environments drop column serial');
  await knex.raw('alter table plans drop column made_from');
  await knex.schema.dropTable('plan_requests');
};
