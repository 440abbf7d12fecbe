// @ts-check

/**
 * Who did what, and what came of it. Names stand beside ids and nothing refers to it: it outlives what
 * it tells of.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit', table => {
    table.bigIncrements('id');
    table.bigInteger('at').notNullable();
    table.string('actor_kind').notNullable();
    table.string('actor').notNullable();
    table.string('verb').notNullable();
    table.string('action').notNullable();
    table.string('application_id');
    table.string('application');
    table.string('environment_id');
    table.string('environment');
    table.string('object', 1024);
    table.string('outcome').notNullable();
    table.text('reason');
    table.text('before').comment('JSON; of secrets no content');
    table.text('after').comment('JSON; of secrets no content');
    table.string('request_id');
    table.index(['at']);
    table.index(['application_id', 'id']);
    table.index(['application', 'id']);
    table.index(['actor', 'id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit');
};
