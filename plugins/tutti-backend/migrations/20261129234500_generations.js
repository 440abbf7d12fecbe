// @ts-check

/**
 * Passwords are made anew on request: a generated value is one of (resource, name, kind, generation).
 * What is there is the first generation, which resources and workloads were applied with.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('generated_values', table => {
    table
      .integer('generation')
      .notNullable()
      .defaultTo(1)
      .comment('Counts how often the passwords of its resource were made');
  });
  await knex.schema.alterTable('generated_values', table => {
    table.dropPrimary('generated_values_pkey');
    table.primary(['resource_id', 'name', 'kind', 'generation'], {
      constraintName: 'generated_values_pkey',
    });
  });
  await knex.schema.alterTable('resources', table => {
    table
      .integer('generation')
      .notNullable()
      .defaultTo(1)
      .comment('Which of its passwords are meant');
    table
      .integer('applied_generation')
      .notNullable()
      .defaultTo(1)
      .comment('Which of them it was last applied with');
  });
  await knex.schema.alterTable('workload_states', table => {
    table
      .text('generations')
      .comment(
        'Passwords of what it needs that it was last applied with, by resource, where they were made anew',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const anew = await knex('generated_values')
    .where('generation', '>', 1)
    .first();
  if (anew) {
    throw new Error(
      'Passwords were made anew by now, which an older version of Tutti cannot open. Restore a backup from before the upgrade.',
    );
  }
  await knex.schema.alterTable('workload_states', table => {
    table.dropColumn('generations');
  });
  await knex.schema.alterTable('resources', table => {
    table.dropColumns('generation', 'applied_generation');
  });
  await knex.schema.alterTable('generated_values', table => {
    table.dropPrimary('generated_values_pkey');
  });
  await knex.schema.alterTable('generated_values', table => {
    table.dropColumn('generation');
    table.primary(['resource_id', 'name', 'kind'], {
      constraintName: 'generated_values_pkey',
    });
  });
};
