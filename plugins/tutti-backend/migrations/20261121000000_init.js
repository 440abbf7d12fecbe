// @ts-check

/**
 * All times are milliseconds since 1970 by the database's clock; all `*_sealed` columns hold
 * what `Sealer` made; other text columns with structure hold JSON.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('keys', table => {
    table.comment(
      'Keys that Tutti minted itself, sealed by the configured ones',
    );
    table.string('name').primary();
    table.text('key_sealed').notNullable();
  });

  await knex.schema.createTable('counters', table => {
    table.comment(
      'Rising numbers that are taken inside the transaction that uses them, so that no reader sees a later one first',
    );
    table.string('name').primary();
    table.bigInteger('value').notNullable();
  });
  await knex('counters').insert({ name: 'events', value: 0 });

  await knex.schema.createTable('applications', table => {
    table.string('id').primary();
    table.string('name').notNullable().unique();
    table.string('title').notNullable();
    table.text('description');
    table.string('entity_ref').unique();
    table.string('owner');
    table
      .text('entity')
      .comment('What the catalog last said about the bound entity');
    table.boolean('declared').notNullable();
    table.integer('last_release').notNullable().defaultTo(0);
    table.bigInteger('created_at').notNullable();
    table.string('created_by').notNullable();
  });

  await knex.schema.createTable('workloads', table => {
    table.string('id').primary();
    table
      .string('application_id')
      .notNullable()
      .references('applications.id')
      .onDelete('CASCADE');
    table.string('name').notNullable();
    table.text('source').notNullable();
    table.text('default_images').notNullable();
    table.integer('version').notNullable();
    table
      .integer('good_version')
      .comment('Newest version without errors; what releases are made of');
    table.unique(['application_id', 'name']);
  });

  await knex.schema.createTable('workload_versions', table => {
    table
      .string('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.integer('version').notNullable();
    table.text('score').notNullable();
    table.text('workload').comment('As read; absent when the text has errors');
    table
      .string('digest')
      .comment('Of the workload as read, to compare without loading it');
    table.text('problems').notNullable();
    table.bigInteger('created_at').notNullable();
    table.string('created_by').notNullable();
    table.primary(['workload_id', 'version']);
  });

  await knex.schema.createTable('environments', table => {
    table.string('id').primary();
    table
      .string('application_id')
      .notNullable()
      .references('applications.id')
      .onDelete('CASCADE');
    table.string('name').notNullable();
    table.string('type').notNullable();
    table.bigInteger('created_at').notNullable();
    table.string('created_by').notNullable();
    table.text('target').comment('Bound by the first run, kept ever after');
    table.integer('last_deployment').notNullable().defaultTo(0);
    table.integer('fence').notNullable().defaultTo(0);
    table.string('lease_owner');
    table.bigInteger('lease_until');
    table
      .text('blocked')
      .comment('Why nothing may run until somebody unlocks it');
    table.unique(['application_id', 'name']);
  });

  await knex.schema.createTable('releases', table => {
    table.string('id').primary();
    table
      .string('application_id')
      .notNullable()
      .references('applications.id')
      .onDelete('CASCADE');
    table.integer('number').notNullable();
    table.string('hash').notNullable();
    table.text('workloads').notNullable();
    table.text('digests').notNullable().comment('Of each workload, by name');
    table.text('images').notNullable();
    table.bigInteger('created_at').notNullable();
    table.unique(['application_id', 'hash']);
    table.unique(['application_id', 'number']);
  });

  await knex.schema.createTable('platform_revisions', table => {
    table.string('revision').primary();
    table.text('files').notNullable();
    table.bigInteger('created_at').notNullable();
  });

  await knex.schema.createTable('platform_pointer', table => {
    table.comment(
      'One row: which revision serves, and how the last reading went',
    );
    table.integer('id').primary();
    table.string('active').references('platform_revisions.revision');
    table.bigInteger('accepted_at');
    table.text('problems').notNullable();
    table.bigInteger('read_at');
  });
  await knex('platform_pointer').insert({ id: 1, problems: '[]' });

  await knex.schema.createTable('plans', table => {
    table.string('id').primary();
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table
      .string('release_id')
      .notNullable()
      .references('releases.id')
      .onDelete('CASCADE');
    table.text('input').notNullable();
    table
      .text('given_images')
      .notNullable()
      .comment('Images that somebody chose, as opposed to declared ones');
    table.text('plan').notNullable();
    table.text('target').notNullable();
    table.string('hash').notNullable();
    table.integer('format').notNullable();
    table.bigInteger('created_at').notNullable();
    table.string('created_by').notNullable();
    table.index(['environment_id', 'created_at']);
  });

  await knex.schema.createTable('deployments', table => {
    table.string('id').primary();
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table.integer('number').notNullable();
    table.string('status').notNullable();
    table
      .string('plan_id')
      .notNullable()
      .unique()
      .comment('A plan runs once')
      .references('plans.id')
      .onDelete('CASCADE');
    table
      .string('release_id')
      .notNullable()
      .references('releases.id')
      .onDelete('CASCADE');
    table.integer('format').notNullable();
    table
      .integer('takeovers')
      .notNullable()
      .defaultTo(0)
      .comment('How often a worker lost it and another one went on');
    table.string('requested_by').notNullable();
    table.bigInteger('requested_at').notNullable();
    table.bigInteger('started_at');
    table.bigInteger('finished_at');
    table.text('phases').notNullable();
    table.text('failures').notNullable();
    table.string('idempotency_key');
    table.unique(['environment_id', 'number']);
    table.unique(['requested_by', 'idempotency_key']);
    table.index(['status']);
    table.index(['requested_at']);
  });
  await knex.raw(
    "create unique index deployments_one_active on deployments (environment_id) where status in ('running', 'cancelling')",
  );

  await knex.schema.createTable('steps', table => {
    table
      .string('deployment_id')
      .notNullable()
      .references('deployments.id')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.string('address').notNullable();
    table.string('kind').notNullable();
    table.string('action').notNullable();
    table.string('status').notNullable();
    table.text('needs').notNullable();
    table.text('message');
    table.text('cause');
    table.bigInteger('started_at');
    table.bigInteger('finished_at');
    table.integer('attempt').notNullable().defaultTo(1);
    table.primary(['deployment_id', 'position']);
    table.unique(['deployment_id', 'address']);
  });

  await knex.schema.createTable('events', table => {
    table.bigInteger('id').primary();
    table
      .string('deployment_id')
      .notNullable()
      .references('deployments.id')
      .onDelete('CASCADE');
    table.bigInteger('at').notNullable();
    table.text('event').notNullable();
    table.index(['deployment_id', 'id']);
  });

  await knex.schema.createTable('resources', table => {
    table.string('resource_id').primary();
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table.string('address').notNullable();
    table.string('type').notNullable();
    table.string('class').notNullable();
    table.string('explicit_id');
    table.string('name').notNullable();
    table.string('driver').notNullable();
    table.text('definition').notNullable();
    table.string('driver_version').notNullable();
    table.string('lifecycle').notNullable();
    table.text('inputs_sealed').notNullable();
    table.text('outputs_sealed').notNullable();
    table.text('outputs_shown').notNullable();
    table.integer('outputs_version').notNullable();
    table.text('state_sealed');
    table
      .string('target')
      .notNullable()
      .comment('The cluster whose things the physical id names');
    table.string('physical_id');
    table.string('applied_hash');
    table.text('needs').notNullable();
    table
      .text('operation')
      .comment('What a driver is doing to it now, for whoever takes over');
    table.text('completed_jobs').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.index(['environment_id']);
    table.unique(['driver', 'target', 'physical_id']);
  });

  await knex.schema.createTable('minted', table => {
    table.comment(
      'How many resourceIds an address ever had, so that none is minted twice',
    );
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table.string('address').notNullable();
    table.integer('count').notNullable();
    table.primary(['environment_id', 'address']);
  });

  await knex.schema.createTable('generated_values', table => {
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table.string('resource_id').notNullable();
    table.string('name').notNullable();
    table.text('value_sealed').notNullable();
    table.bigInteger('created_at').notNullable();
    table.primary(['resource_id', 'name']);
    table.index(['environment_id']);
  });

  await knex.schema.createTable('workload_states', table => {
    table.comment('What the last runs made of each workload');
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table.string('workload').notNullable();
    table.string('applied_hash');
    table.string('lifecycle').notNullable();
    table.text('completed_jobs').notNullable();
    table.primary(['environment_id', 'workload']);
  });

  await knex.schema.createTable('objects', table => {
    table.comment('The inventory: every object that Tutti made in a target');
    table.string('id').primary();
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table.string('target').notNullable();
    table.string('group').notNullable();
    table.string('api_version').notNullable();
    table.string('kind').notNullable();
    table
      .string('namespace')
      .notNullable()
      .comment('Empty for kinds without one: NULLs would not be unique');
    table.string('name').notNullable();
    table.string('owner').notNullable();
    table.string('uid');
    table.text('applied').notNullable();
    table.string('owned_hash');
    table.string('state').notNullable();
    table.unique(['target', 'group', 'kind', 'namespace', 'name'], {
      indexName: 'objects_identity',
    });
    table.index(['environment_id']);
  });

  await knex.schema.createTable('intents', table => {
    table.string('id').primary();
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table
      .string('object_id')
      .notNullable()
      .references('objects.id')
      .onDelete('CASCADE');
    table.string('operation').notNullable();
    table.text('expected').notNullable();
    table.integer('fence').notNullable();
    table.bigInteger('deadline').notNullable();
    table.index(['environment_id']);
    table.index(['object_id']);
  });

  for (const [name, column] of [
    ['environment_values', 'value'],
    ['environment_secrets', 'value_sealed'],
  ]) {
    await knex.schema.createTable(name, table => {
      table.string('id').primary();
      table
        .string('application_id')
        .notNullable()
        .references('applications.id')
        .onDelete('CASCADE');
      table
        .string('environment_id')
        .references('environments.id')
        .onDelete('CASCADE')
        .comment('Absent: of the whole application');
      table
        .string('scope_id')
        .notNullable()
        .comment("The environment's id, or else the application's");
      table.string('name').notNullable();
      table.integer('version').notNullable();
      table.text(column).comment('Absent: removed with this version');
      table.bigInteger('updated_at').notNullable();
      table.string('updated_by').notNullable();
      table.unique(['scope_id', 'name', 'version']);
    });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'environment_secrets',
    'environment_values',
    'intents',
    'objects',
    'workload_states',
    'generated_values',
    'minted',
    'resources',
    'events',
    'steps',
    'deployments',
    'plans',
    'platform_pointer',
    'platform_revisions',
    'releases',
    'environments',
    'workload_versions',
    'workloads',
    'applications',
    'counters',
    'keys',
  ]) {
    await knex.schema.dropTable(table);
  }
};
