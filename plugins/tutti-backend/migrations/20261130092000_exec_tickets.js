// @ts-check

/**
 * Tickets for terminals: made by one request, redeemed once within seconds by another, at whichever replica.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('exec_tickets', table => {
    table
      .string('digest')
      .primary()
      .comment('Of the ticket: nobody who reads this can use it');
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table.text('content').notNullable().comment('JSON: who, where, what');
    table.bigInteger('expires_at').notNullable();
    table.index(['expires_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('exec_tickets');
};
