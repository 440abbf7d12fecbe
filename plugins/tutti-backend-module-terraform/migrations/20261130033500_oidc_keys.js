/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('terraform_oidc_keys', table => {
    table.comment(
      'Keys that sign identity tokens, newest last; older ones are still published.',
    );
    table.string('kid', 64).primary();
    table.text('public_jwk').notNullable().comment('JSON');
    table.text('private_sealed').notNullable().comment('PEM');
    table.bigInteger('created_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('terraform_oidc_keys');
};
