// @ts-check

/**
 * A generated value is one of (resource, name, kind): until now a password and a suffix of one
 * name were one row, so that the password could be read as the suffix.
 *
 * Rows that are there keep the kind '' until the backend opens them: only the value tells.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('generated_values', table => {
    table
      .string('kind')
      .notNullable()
      .defaultTo('')
      .comment('password, suffix or uuid; empty until an older row is opened');
  });
  await knex.schema.alterTable('generated_values', table => {
    table.dropPrimary('generated_values_pkey');
    table.primary(['resource_id', 'name', 'kind'], {
      constraintName: 'generated_values_pkey',
    });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const sealed = await knex('generated_values').whereNot('kind', '').first();
  if (sealed) {
    throw new Error(
      'Generated values are sealed with their kind by now, which an older version of Tutti cannot open. Restore a backup from before the upgrade.',
    );
  }
  await knex.schema.alterTable('generated_values', table => {
    table.dropPrimary('generated_values_pkey');
  });
  await knex.schema.alterTable('generated_values', table => {
    table.dropColumn('kind');
    table.primary(['resource_id', 'name'], {
      constraintName: 'generated_values_pkey',
    });
  });
};
