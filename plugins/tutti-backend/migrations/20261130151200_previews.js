// @ts-check

/**
 * Environments of pull requests, and which releases are only theirs.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('previews', table => {
    table
      .string('environment_id')
      .primary()
      .references('environments.id')
      .onDelete('CASCADE');
    table
      .string('application_id')
      .notNullable()
      .references('applications.id')
      .onDelete('CASCADE');
    table.string('key').notNullable().comment('pr-123');
    table.text('title').nullable();
    table.text('link').nullable();
    table.string('base').notNullable().comment('Name of an environment');
    table
      .string('base_release_id')
      .nullable()
      .comment('What ran there when it was asked for last');
    table.string('release_id').notNullable().comment('What it is to run');
    table
      .string('digest')
      .notNullable()
      .comment('Of what was asked for: the same again changes nothing');
    table
      .text('value_names')
      .notNullable()
      .comment('JSON: values that were asked for');
    table.bigInteger('asked_at').notNullable();
    table.string('asked_by').notNullable();
    table.bigInteger('used_at').notNullable().comment('Asked for or looked at');
    table.text('closing').nullable().comment('JSON: by whom, when, why');
    table
      .string('destroyed_by')
      .nullable()
      .comment('Id of the deployment that destroys it');
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('failure').nullable().comment('Of the last try to destroy it');
    table
      .bigInteger('next_at')
      .nullable()
      .comment('Of one that is closing: when it is looked at');
    table.unique(['application_id', 'key']);
    table.index(['next_at']);
    table.index(['asked_at']);
  });
  await knex.schema.alterTable('releases', table => {
    table
      .boolean('is_preview')
      .notNullable()
      .defaultTo(false)
      .comment('Made for a pull request, and for nothing else so far');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table releases drop column is_preview');
  await knex.schema.dropTable('previews');
};
