// @ts-check

/**
 * The steps of a plan in rows of their own: a plan may have thousands, and whoever shows it reads a
 * page of them. `plans.plan` keeps its head, in numbers; `plans.rest` is what a run compares beside
 * the steps. The graph of a plan is made anew by each one and is not kept.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('plan_steps', table => {
    table.comment('Steps of plans, as JSON, with what is asked for by itself');
    table
      .string('plan_id')
      .notNullable()
      .references('plans.id')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.text('address').notNullable();
    table.string('kind').notNullable();
    table.string('action').notNullable();
    table.text('needs').notNullable();
    table.text('step').notNullable();
    table.integer('size').notNullable().comment('Characters of the step');
    table.string('resource_id');
    table.text('needed_by');
    table.text('params');
    table.primary(['plan_id', 'position']);
  });
  await knex.schema.alterTable('plans', table => {
    table.text('rest');
  });
  const plans = await knex('plans').select('id');
  for (const { id } of plans) {
    const { plan: text } = await knex('plans').where({ id }).first('plan');
    const { graph, steps = [], ...rest } = JSON.parse(text);
    await knex.batchInsert(
      'plan_steps',
      steps.map((/** @type {any} */ step, /** @type {number} */ position) =>
        stepRow(id, step, position, graph?.nodes?.[step.address]),
      ),
      50,
    );
    await knex('plans')
      .where({ id })
      .update({
        plan: JSON.stringify({ ...rest, contents: contents(rest, steps) }),
        rest: JSON.stringify(rest),
      });
  }
};

/**
 * Plans of before carried all of it; the graph stays away.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const plans = await knex('plans').select('id');
  for (const { id } of plans) {
    const { rest } = await knex('plans').where({ id }).first('rest');
    const steps = await knex('plan_steps')
      .where({ plan_id: id })
      .orderBy('position')
      .pluck('step');
    await knex('plans')
      .where({ id })
      .update({
        plan: JSON.stringify({
          ...JSON.parse(rest),
          graph: { nodes: {}, edges: [], order: [] },
          steps: steps.map(step => JSON.parse(step)),
        }),
      });
  }
  // Not knex's way: on SQLite it makes the table anew, and all that refers to the old one goes with it.
  await knex.raw('alter table plans drop column rest');
  await knex.schema.dropTable('plan_steps');
};

/**
 * @param {string} planId
 * @param {any} step
 * @param {number} position
 * @param {any} node
 */
function stepRow(planId, step, position, node) {
  const text = JSON.stringify(step);
  const isResource = step.kind === 'resource';
  return {
    plan_id: planId,
    position,
    address: step.address,
    kind: step.kind,
    action: step.action,
    needs: JSON.stringify(step.needs ?? []),
    step: text,
    size: text.length,
    resource_id: isResource ? step.resourceId : null,
    needed_by: isResource ? JSON.stringify(step.neededBy ?? []) : null,
    params: isResource ? JSON.stringify(node?.params ?? {}) : null,
  };
}

/**
 * @param {any} plan
 * @param {any[]} steps
 */
function contents({ policies = [], consents = [], problems = [] }, steps) {
  /** @type {Record<string, Record<string, number>>} */
  const byKind = { target: {}, resource: {}, workload: {} };
  /** @type {Record<string, number>} */
  const objects = {};
  const add = (
    /** @type {Record<string, number>} */ to,
    /** @type {string} */ key,
  ) => {
    to[key] = (to[key] ?? 0) + 1;
  };
  for (const step of steps) {
    add((byKind[step.kind] ??= {}), step.action);
    for (const { action } of step.objects ?? []) add(objects, action);
  }
  /** @param {string} outcome @param {string} [effect] */
  const found = (outcome, effect) =>
    policies.filter(
      (/** @type {any} */ each) =>
        each.outcome === outcome && (!effect || each.effect === effect),
    ).length;
  return {
    steps: byKind,
    objects,
    policies: {
      denials: found('broken', 'deny'),
      warnings: found('broken', 'warn'),
      passes: found('pass'),
      pending: found('pending'),
    },
    consents: consents.length,
    problems: problems.length,
    losing: steps
      .filter(
        ({ action, kind, protection }) =>
          action === 'destroy' &&
          kind === 'resource' &&
          protection === 'stateful',
      )
      .map(({ address }) => address)
      .slice(0, 100),
    staying: steps
      .filter(({ action }) => action === 'retain')
      .map(({ address }) => address)
      .slice(0, 100),
  };
}
