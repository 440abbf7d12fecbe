// @ts-check

/**
 * Which environment has which namespace of which cluster, from its first plan on. Environments that
 * are bound already keep theirs; where two share one, the row is the older one's.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('namespaces', table => {
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table.primary(['cluster', 'namespace']);
    table.index(['environment_id']);
  });
  const bound = await knex('environments')
    .whereNotNull('target')
    .orderBy('created_at')
    .select('id', 'target');
  for (const { id, target } of bound) {
    const { cluster, namespace } = JSON.parse(target);
    await knex('namespaces')
      .insert({ cluster, namespace, environment_id: id })
      .onConflict(['cluster', 'namespace'])
      .ignore();
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('namespaces');
};
