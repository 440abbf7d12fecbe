import { NoAnswer } from './errors';
import { patient } from './patient';

type Answer = 'lost' | number;

/** Answers in their order; the clock goes on by a second with each. */
function portal(answers: Answer[], patienceMs = 60_000) {
  let time = 0;
  let asked = 0;
  const lost = jest.fn();
  const ask = patient(
    async () => {
      const answer = answers[asked];
      asked += 1;
      time += 1_000;
      if (answer === 'lost') throw new NoAnswer('gone');
      return new Response('{}', {
        status: answer,
        headers: { 'Retry-After': '0.001' },
      });
    },
    lost,
    { patienceMs, now: () => time },
  );
  return { ask, lost, count: () => asked };
}

const POST = { method: 'POST' };
const ONCE = { method: 'POST', headers: { 'Idempotency-Key': 'k' } };

it.each<[string, Answer[], RequestInit, number]>([
  ['what reads', [200, 'lost', 200], {}, 3],
  ['what may be asked twice', [200, 'lost', 200], ONCE, 3],
  ['what is to come later', [200, 429, 200], {}, 3],
])('%s is asked again', async (_, answers, init, count) => {
  const { ask, count: asked } = portal(answers);
  await ask('x');
  expect((await ask('x', init)).status).toBe(200);
  expect(asked()).toBe(count);
});

it.each<[string, Answer[], RequestInit]>([
  ['what changes something', [200, 'lost'], POST],
  ['a portal that was never there', ['lost'], {}],
])('%s is not', async (_, answers, init) => {
  const { ask, lost } = portal(answers);
  for (const _before of answers.slice(1)) await ask('x');
  await expect(ask('x', init)).rejects.toThrow('gone');
  expect(lost).not.toHaveBeenCalled();
});

it('gives up after a time', async () => {
  const { ask, lost } = portal([200, 'lost', 'lost'], 1_500);
  await ask('x');
  await expect(ask('x')).rejects.toThrow('gone');
  expect(lost).toHaveBeenCalledTimes(1);
});

it('ends with whoever asked', async () => {
  const { ask } = portal([200, 'lost', 200]);
  await ask('x');
  const left = new AbortController();
  left.abort(new Error('left'));
  await expect(ask('x', { signal: left.signal })).rejects.toThrow('left');
});
