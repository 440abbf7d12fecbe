/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('terraform_detached', table => {
    table.comment(
      'Resources that were let go of, whose states are not exported yet.',
    );
    table.string('resource_id', 255).primary();
    table.text('name').notNullable().comment('of the file that it becomes');
    table.bigInteger('detached_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('terraform_detached');
};
