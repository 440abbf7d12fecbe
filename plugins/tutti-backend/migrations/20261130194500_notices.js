// @ts-check

/**
 * What people are to be told: it waits for the end of quiet hours, or until others of its kind are told with
 * it. A group is one kind of notification for the same people.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('notices', table => {
    table.bigIncrements('id').comment('The order in which they were told');
    table.string('group', 64).notNullable().comment('SHA-256');
    table.text('told').notNullable().comment('JSON: ids and names, no cause');
    table.bigInteger('due_at').notNullable();
    table.string('claimed_by').comment('Who is telling it');
    table.bigInteger('claimed_until');
    table.index(['due_at']);
    table.index(['group', 'due_at']);
    table.index(['claimed_by']);
  });
  await knex.schema.createTable('notice_groups', table => {
    table.string('group', 64).primary();
    table
      .bigInteger('open_until')
      .notNullable()
      .comment('What is told until then is told together');
    table.index(['open_until']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('notice_groups');
  await knex.schema.dropTable('notices');
};
