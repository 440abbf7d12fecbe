import { exampleShop } from './__testUtils__/exampleShop';

describe.each(['development', 'staging', 'production'])(
  'the example shop in %s',
  type => {
    it('is made, kept untouched, and never shows a secret', async () => {
      const environment = exampleShop(type);
      const plan = await environment.plan();
      expect(plan.deployable).toBe(true);
      expect(plan.steps.filter(({ kind }) => kind === 'workload').length).toBe(
        7,
      );
      expect(await environment.run(plan)).toMatchObject({
        status: 'succeeded',
      });
      const again = await environment.plan();
      expect(again.summary).toMatchObject({ keep: again.steps.length });
      expect(await environment.run(again)).toEqual({
        status: 'succeeded',
        applies: 0,
        deletes: 0,
      });
      const said = [plan, again, environment.events];
      expect(JSON.stringify(said)).not.toContain('canary');
    });
  },
);
