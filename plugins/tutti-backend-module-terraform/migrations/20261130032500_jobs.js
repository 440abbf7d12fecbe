/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('terraform_jobs', table => {
    table.comment('Works that run, or ran, as Jobs in a cluster.');
    table.string('operation_id', 255).primary();
    table.string('name', 63).notNullable().comment('of the Job').unique();
    table
      .text('record')
      .notNullable()
      .comment('JSON: where it runs, and the exit codes that are no failure');
    table.boolean('made').notNullable().comment('the Job was made');
    table
      .string('token_hash', 64)
      .notNullable()
      .comment('SHA-256 of that by which its pod hands results back');
    table.bigInteger('expires_at').notNullable().comment('of the token');
    table.text('results_sealed').comment('JSON: codes, and files in base64');
    table.bigInteger('begun_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('terraform_jobs');
};
