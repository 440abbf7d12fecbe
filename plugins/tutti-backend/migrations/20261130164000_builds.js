// @ts-check

/**
 * What CIs told: images of workloads. A build is one row, however often it is told. Deployments of builds
 * of one commit remember what they gather; applications, whose builds count.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('builds', table => {
    table.bigIncrements('number').comment('The order in which they were told');
    table.string('id').notNullable().unique();
    table
      .string('application_id')
      .notNullable()
      .references('applications.id')
      .onDelete('CASCADE');
    table
      .string('key', 64)
      .notNullable()
      .comment('SHA-256 of what makes two of them the same');
    table.string('workload').notNullable();
    table.string('container').notNullable();
    table.text('image').notNullable();
    table.string('commit').notNullable();
    table.text('ref').notNullable();
    table.text('repository').notNullable();
    table
      .string('token', 64)
      .comment('SHA-256 of the id of the token that told it');
    table.integer('workload_version').comment('That its Score text became');
    table.bigInteger('told_at').notNullable();
    table.string('told_by').notNullable();
    table
      .text('outcomes')
      .notNullable()
      .comment('JSON: per environment a deployment, or why there is none');
    table.unique(['application_id', 'key']);
    table.index(['application_id', 'number']);
    table.index(['application_id', 'token']);
    table.index(['commit']);
    table.index(['told_at']);
  });
  await knex.schema.alterTable('deployments', table => {
    table.text('gathers').comment('Repository and commit whose builds it has');
  });
  await knex.schema.alterTable('applications', table => {
    table
      .text('repositories')
      .comment('JSON: where builds of its workloads come from');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table applications drop column repositories');
  await knex.raw('alter table deployments drop column gathers');
  await knex.schema.dropTable('builds');
};
