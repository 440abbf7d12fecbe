// @ts-check

/**
 * What is asked for is a deployment from then on: a change without a plan yet, what it waits for, and
 * what people say about it. Decisions and who was superseded have no references: they outlive retention.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table
      .text('input')
      .comment('Of a change that is planned when its turn has come');
    table.string('verb').comment('What is asked for, in words for people');
    table
      .string('waits_for')
      .comment('Beside the line for: approval, window, hold, pause');
    table.text('waits').comment('The same for people, since when, until when');
    table
      .bigInteger('not_before')
      .comment('Absent: now. Beside the line until then');
    table.text('approval').comment('What it needs from people');
    table
      .bigInteger('expires_at')
      .comment('When the question for approval ends unanswered');
    table
      .boolean('by_automation')
      .notNullable()
      .defaultTo(false)
      .comment('A service asked, not a person');
    table
      .text('override')
      .comment('Who let it begin in a freeze window, and why');
    table
      .text('asked_by')
      .comment('All whose changes are in it; absent: only requested_by');
    table.string('superseded_by');
  });
  await knex.schema.alterTable('environments', table => {
    table.text('hold').comment('Who keeps automation out, since when and why');
  });
  await knex.schema.createTable('approvals', table => {
    table.comment('What people decided about deployments');
    table.string('id').primary();
    table.string('deployment_id').notNullable();
    table.string('who').notNullable();
    table.string('decision').notNullable();
    table.text('comment');
    table.bigInteger('at').notNullable();
    table
      .string('effects')
      .notNullable()
      .comment('Hash of what would happen, as it was when they decided');
    table
      .text('groups')
      .notNullable()
      .comment('Of the groups that must agree, those they belong to');
    table.unique(['deployment_id', 'effects', 'who']);
  });
  await knex.raw(
    "create index deployments_in_line on deployments (environment_id, number) where status = 'queued'",
  );
  await knex.raw(
    "create index deployments_undecided on deployments (expires_at) where status = 'waiting-approval'",
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index deployments_undecided');
  await knex.raw('drop index deployments_in_line');
  await knex.schema.dropTable('approvals');
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table environments drop column hold');
  for (const column of [
    'input',
    'verb',
    'waits_for',
    'waits',
    'not_before',
    'approval',
    'expires_at',
    'by_automation',
    'override',
    'asked_by',
    'superseded_by',
  ]) {
    await knex.raw('alter table deployments drop column ??', [column]);
  }
};
