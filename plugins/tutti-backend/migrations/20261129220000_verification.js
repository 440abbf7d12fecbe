// @ts-check

/**
 * Before a run has succeeded it may have to stay healthy, or to pass gates that somebody sets. Gates have
 * no reference: they outlive retention.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table
      .text('verification')
      .comment('What has to hold before it has succeeded, and what is known');
    table
      .bigInteger('looked_at')
      .comment('Of one that is verified: one replica looks at a time');
    table
      .string('rolls_back')
      .comment('The one that failed, whose changes it puts back by itself');
    table
      .text('rollback')
      .comment('What puts back its changes by itself, or why nothing does');
  });
  await knex.schema.createTable('gates', table => {
    table.string('deployment_id').notNullable();
    table.string('key').notNullable();
    table.string('status').notNullable();
    table.text('text');
    table.text('link');
    table.string('set_by').notNullable();
    table.bigInteger('set_at').notNullable();
    table.primary(['deployment_id', 'key']);
  });
  await knex.raw(
    "create index deployments_verifying on deployments (looked_at) where status = 'verifying'",
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index deployments_verifying');
  await knex.schema.dropTable('gates');
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  for (const column of [
    'verification',
    'looked_at',
    'rolls_back',
    'rollback',
  ]) {
    await knex.raw('alter table deployments drop column ??', [column]);
  }
};
