// @ts-check

/**
 * Which environment has which host and path of a cluster. A plan takes them (no deployment yet) and
 * the run of it keeps them; what is deployed already is taken by its next plan.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('routes', table => {
    table.string('cluster').notNullable();
    table.text('host').notNullable();
    table.text('path').notNullable();
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table.string('deployment_id').comment('The last run that wanted it');
    table.bigInteger('claimed_at').notNullable();
    table.primary(['cluster', 'host', 'path']);
    table.index(['environment_id']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('routes');
};
