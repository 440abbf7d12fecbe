/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('terraform_states', table => {
    table.comment(
      'Versions of Terraform states, sealed; the highest number is the state.',
    );
    table.string('resource_id', 255).notNullable();
    table.integer('number').notNullable();
    table.string('lineage', 64).notNullable();
    table.integer('serial').notNullable();
    table.string('operation_id', 255).notNullable();
    table.text('state_sealed').notNullable();
    table.bigInteger('created_at').notNullable();
    table.primary(['resource_id', 'number']);
  });
  await knex.schema.createTable('terraform_locks', table => {
    table.comment('Who may write a state: one operation at a time.');
    table.string('resource_id', 255).primary();
    table.string('operation_id', 255).notNullable();
    table.string('lock_id', 255).notNullable();
    table.text('info').notNullable().comment('JSON, as the tool gave it');
    table.bigInteger('locked_at').notNullable();
  });
  await knex.schema.createTable('terraform_tokens', table => {
    table.comment('By which the tool of one operation asks for its state.');
    table.string('operation_id', 255).primary();
    table.string('resource_id', 255).notNullable();
    table.string('access', 8).notNullable().comment('read or write');
    table.string('token_hash', 64).notNullable();
    table.bigInteger('expires_at').notNullable();
  });
  await knex.schema.createTable('terraform_plans', table => {
    table.comment('The saved plan of each resource, and for what it was made.');
    table.string('resource_id', 255).primary();
    table.string('inputs_digest', 64).notNullable();
    table.string('module_digest', 80).notNullable();
    table.string('state_version', 128).notNullable();
    table.text('plan_sealed').notNullable();
    table.bigInteger('created_at').notNullable();
  });
  await knex.schema.createTable('terraform_works', table => {
    table.comment('Which machine runs what was begun.');
    table.string('operation_id', 255).primary();
    table.string('host', 255).notNullable();
    table.text('folder').notNullable();
    table.bigInteger('begun_at').notNullable();
  });
  await knex.schema.createTable('terraform_modules', table => {
    table.comment('Modules that something was made with, by their content.');
    table.string('digest', 80).primary();
    table
      .text('content')
      .notNullable()
      .comment('base64 of gzip of JSON: base64 by path');
    table.bigInteger('created_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'modules',
    'works',
    'plans',
    'tokens',
    'locks',
    'states',
  ]) {
    await knex.schema.dropTable(`terraform_${table}`);
  }
};
