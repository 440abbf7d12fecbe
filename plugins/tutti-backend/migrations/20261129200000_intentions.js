// @ts-check

/**
 * A deployment is there from the moment it is asked for: it may have no plan and no release yet. What
 * views and a rollback need of its plan is kept in its own row, so that plans may be forgotten while
 * deployments stay. Events name their application and environment, and need no deployment.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (isPostgres(knex)) {
    await knex.schema.alterTable('deployments', table => {
      table.dropForeign(['plan_id']);
      table.dropForeign(['release_id']);
    });
    await knex.schema.alterTable('deployments', table => {
      table.setNullable('plan_id');
      table.setNullable('release_id');
      table.foreign('plan_id').references('plans.id').onDelete('SET NULL');
      table
        .foreign('release_id')
        .references('releases.id')
        .onDelete('SET NULL');
    });
    await knex.schema.alterTable('events', table => {
      table.setNullable('deployment_id');
    });
  } else {
    await rebuild(knex, { isLoose: true });
  }
  await knex.schema.alterTable('deployments', table => {
    table.text('target').comment('Of its plan: where its objects go');
    table
      .text('given_images')
      .comment('Of its plan: images that somebody chose');
    table.string('plan_hash');
    table.index(['release_id']);
  });
  await knex.raw(
    'update deployments set target = plans.target, given_images = plans.given_images, plan_hash = plans.hash from plans where plans.id = deployments.plan_id',
  );
  await knex.schema.alterTable('events', table => {
    table
      .string('application_id')
      .comment('No reference: an event outlives what it is about');
    table.string('environment_id');
    table.index(['application_id', 'id']);
    table.index(['environment_id', 'id']);
  });
  await knex.raw(
    'update events set environment_id = environments.id, application_id = environments.application_id from deployments join environments on environments.id = deployments.environment_id where deployments.id = events.deployment_id',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const planless = await knex('deployments')
    .whereNull('plan_id')
    .orWhereNull('release_id')
    .first('id');
  const loose = await knex('events').whereNull('deployment_id').first('id');
  if (planless || loose) {
    throw new Error(
      'There are deployments without a plan, or events without a deployment, by now, which an older version of Tutti cannot keep. Restore a backup from before the upgrade.',
    );
  }
  await knex.schema.alterTable('deployments', table => {
    table.dropIndex(['release_id']);
  });
  await knex.schema.alterTable('events', table => {
    table.dropIndex(['application_id', 'id']);
    table.dropIndex(['environment_id', 'id']);
  });
  if (!isPostgres(knex)) {
    await rebuild(knex, { isLoose: false });
    return;
  }
  await knex.schema.alterTable('events', table => {
    table.dropColumn('application_id');
    table.dropColumn('environment_id');
    table.dropNullable('deployment_id');
  });
  await knex.schema.alterTable('deployments', table => {
    table.dropForeign(['plan_id']);
    table.dropForeign(['release_id']);
    table.dropColumn('target');
    table.dropColumn('given_images');
    table.dropColumn('plan_hash');
  });
  await knex.schema.alterTable('deployments', table => {
    table.dropNullable('plan_id');
    table.dropNullable('release_id');
    table.foreign('plan_id').references('plans.id').onDelete('CASCADE');
    table.foreign('release_id').references('releases.id').onDelete('CASCADE');
  });
};

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return knex.client.config.client === 'pg';
}

/**
 * SQLite changes no column. To drop a table deletes its rows first, and with them all that refers to
 * them; references can be switched off only outside of a transaction. So what refers to deployments is
 * made anew too: when the old tables are dropped, nothing refers to them, and all of it happens or
 * nothing.
 *
 * @param {import('knex').Knex} knex
 * @param {{ isLoose: boolean }} options whether a deployment needs no plan, and an event no deployment
 */
async function rebuild(knex, { isLoose }) {
  await knex.schema.createTable('deployments_next', table => {
    table.string('id').primary();
    table
      .string('environment_id')
      .notNullable()
      .references('environments.id')
      .onDelete('CASCADE');
    table.integer('number').notNullable();
    table.string('status').notNullable();
    for (const [column, of] of [
      ['plan_id', 'plans.id'],
      ['release_id', 'releases.id'],
    ]) {
      if (isLoose) {
        table.string(column).references(of).onDelete('SET NULL');
      } else {
        table.string(column).notNullable().references(of).onDelete('CASCADE');
      }
    }
    table.integer('format').notNullable();
    table.integer('takeovers').notNullable().defaultTo(0);
    table.string('requested_by').notNullable();
    table.bigInteger('requested_at').notNullable();
    table.bigInteger('started_at');
    table.bigInteger('finished_at');
    table.text('phases').notNullable();
    table.text('failures').notNullable();
    table.string('idempotency_key');
    table.boolean('destroys').notNullable().defaultTo(false);
  });
  await knex.schema.createTable('steps_next', table => {
    ofDeployment(table).notNullable();
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
  });
  await knex.schema.createTable('events_next', table => {
    table.bigInteger('id').primary();
    const deployment = ofDeployment(table);
    if (!isLoose) deployment.notNullable();
    table.bigInteger('at').notNullable();
    table.text('event').notNullable();
  });
  const tables = ['deployments', 'steps', 'events'];
  for (const table of tables) {
    const columns = Object.keys(await knex(`${table}_next`).columnInfo());
    await knex(knex.raw('?? (??)', [`${table}_next`, columns])).insert(
      knex(table).select(columns),
    );
  }
  for (const table of [...tables].reverse()) {
    await knex.schema.dropTable(table);
  }
  for (const table of tables) {
    await knex.schema.renameTable(`${table}_next`, table);
  }
  await knex.schema.alterTable('deployments', table => {
    table.unique(['plan_id']);
    table.unique(['environment_id', 'number']);
    table.unique(['requested_by', 'idempotency_key']);
    table.index(['status']);
    table.index(['requested_at']);
  });
  await knex.raw(
    "create unique index deployments_one_active on deployments (environment_id) where status in ('running', 'cancelling')",
  );
  await knex.schema.alterTable('steps', table => {
    table.unique(['deployment_id', 'address']);
  });
  await knex.schema.alterTable('events', table => {
    table.index(['deployment_id', 'id']);
  });
  for (const table of tables) {
    const [broken] = await knex.raw('pragma foreign_key_check(??)', [table]);
    if (broken) {
      throw new Error(
        `Rows would refer to what is not there: ${JSON.stringify(broken)}`,
      );
    }
  }
}

/** @param {import('knex').Knex.CreateTableBuilder} table */
function ofDeployment(table) {
  return table
    .string('deployment_id')
    .references('deployments_next.id')
    .onDelete('CASCADE');
}
