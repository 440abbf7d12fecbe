// @ts-check

/**
 * What was answered to a request that came with an Idempotency-Key, so that the same request gets the same
 * answer for a day, at whichever replica.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('kept_answers', table => {
    table.string('caller').notNullable();
    table.string('key').notNullable();
    table
      .string('fingerprint')
      .notNullable()
      .comment('Of route and body, by a secret key: a body may hold secrets');
    table
      .string('attempt')
      .notNullable()
      .comment('Who answers it: one request at a time');
    table.bigInteger('begun_at').notNullable();
    table.integer('status').comment('Absent while it is being answered');
    table.text('answer').comment('JSON; absent where there is nothing to say');
    table.primary(['caller', 'key']);
    table.index(['begun_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('kept_answers');
};
