import { isObject, JsonValue } from '../json';
import { ApiPlace } from './place';
import { Normalizer, Scenario } from './scenario';

let count = 0;

/** The answers to a scenario's requests, made comparable. */
export async function play(
  place: ApiPlace,
  scenario: Scenario,
): Promise<JsonValue[]> {
  count += 1;
  const namespace = `parity-${count}`;
  await place.ask('POST', '/api/v1/namespaces', {
    metadata: { name: namespace },
  });
  const normalizer = new Normalizer();
  const fill = (text: string) =>
    normalizer.fill(text.replaceAll('{ns}', namespace));
  const answers: JsonValue[] = [];
  for (const step of scenario.steps) {
    const body =
      step.body === undefined || typeof step.body === 'string'
        ? step.body
        : JSON.parse(fill(JSON.stringify(step.body)));
    const { status, text } = await place.ask(
      step.method,
      fill(step.path),
      body,
      step.type,
    );
    const answer = read(text);
    normalizer.remember(answer);
    const shown = JSON.parse(
      JSON.stringify(normalizer.normalize(answer)).replaceAll(
        namespace,
        '{ns}',
      ),
    );
    answers.push({ status, body: step.outline ? outlineOf(shown) : shown });
  }
  return answers;
}

function read(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return text.trim();
  }
}

function outlineOf(answer: JsonValue): JsonValue {
  return isObject(answer) && answer.kind === 'Status'
    ? { reason: answer.reason ?? null }
    : null;
}
