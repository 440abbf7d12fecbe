// @ts-check

/**
 * What other hands changed in clusters: the last look at each environment, what it found, and what people
 * decided to leave as it is. Of an environment only the latest look is kept; a finding remembers since when.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /** @param {import('knex').Knex.CreateTableBuilder} table */
  const ofEnvironment = table =>
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
  await knex.schema.createTable('drift_checks', table => {
    ofEnvironment(table).primary();
    table.bigInteger('tried_at').notNullable().comment('The last look, begun');
    table.bigInteger('checked_at').comment('The last look that had an answer');
    table.integer('checked').notNullable().defaultTo(0);
    table.integer('candidates').notNullable().defaultTo(0);
    table.text('unsure').notNullable().comment('What could not be judged');
    table.text('skipped').comment('Why nothing was looked at, the last time');
    table.text('error').comment('Why there was no answer, the last time');
    table
      .integer('repairs')
      .notNullable()
      .defaultTo(0)
      .comment('Put back by itself, one after another, and changed again');
    table.index(['tried_at']);
  });
  await knex.schema.createTable('drift_findings', table => {
    table.string('id').primary();
    ofEnvironment(table);
    table
      .text('place')
      .notNullable()
      .comment('Key of the object, and the path');
    table.text('object_key').notNullable();
    table.string('api_version').notNullable();
    table.string('kind').notNullable();
    table.string('namespace').notNullable();
    table.string('name').notNullable();
    table.string('owner').notNullable();
    table.string('change').notNullable().comment('altered, gone or taken');
    table.text('path').notNullable();
    table.text('cause_path').notNullable().comment('The path, of any item');
    table.string('manager').notNullable().comment('Empty: nobody says');
    table.text('managers').notNullable();
    table.text('applied');
    table.text('live');
    table.text('wanted');
    table.boolean('secret').notNullable();
    table.bigInteger('since').notNullable();
    table.index(['environment_id']);
    table.index(['kind', 'manager']);
  });
  await knex.schema.createTable('drift_rulings', table => {
    table.string('id').primary();
    ofEnvironment(table);
    table.string('how').notNullable().comment('accept or ignore');
    table.string('kind').notNullable();
    table.text('object_key').comment('Absent: any of the kind');
    table.text('path').notNullable();
    table.string('manager').comment('Absent: whoever');
    table.text('wanted');
    table.text('value');
    table.text('reason');
    table.string('ruled_by').notNullable();
    table.bigInteger('ruled_at').notNullable();
    table.index(['environment_id']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('drift_rulings');
  await knex.schema.dropTable('drift_findings');
  await knex.schema.dropTable('drift_checks');
};
