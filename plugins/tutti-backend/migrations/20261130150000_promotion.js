// @ts-check

/**
 * What last succeeded in one environment goes on to the next. One success is promoted once to each
 * environment, whoever decides it: the index says so. What is known of the health of what waits to be
 * promoted is known by its environment.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('environments', table => {
    table
      .text('labels')
      .comment('JSON: what tells it apart from others of its type');
  });
  await knex.schema.alterTable('deployments', table => {
    table
      .string('promotes')
      .comment('The success elsewhere that is promoted by itself');
  });
  await knex.raw(
    'create unique index deployments_promoted_once on deployments (environment_id, promotes) where promotes is not null',
  );
  await knex.schema.createTable('soaks', table => {
    table.comment('Health of what waits to be promoted');
    table
      .string('environment_id')
      .primary()
      .references('environments.id')
      .onDelete('CASCADE');
    table
      .string('deployment_id')
      .notNullable()
      .comment('The success that is looked at');
    table.bigInteger('healthy_since').comment('Absent while it is not healthy');
    table.text('message').comment('Why it is not healthy, or not known to be');
    table
      .bigInteger('taken_at')
      .notNullable()
      .comment('One replica looks at a time');
    table.bigInteger('seen_at').comment('When it was last seen healthy');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('soaks');
  await knex.raw('drop index deployments_promoted_once');
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table deployments drop column promotes');
  await knex.raw('alter table environments drop column labels');
};
