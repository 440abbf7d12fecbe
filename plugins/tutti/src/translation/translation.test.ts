import { inLanguage, Language } from './messages';
import { screens } from './ref';

const english = Object.entries(inLanguage(screens, 'en'));
const german = new Map(Object.entries(inLanguage(screens, 'de')));

/** `{{name}}` of a text, in no order. */
function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{([^}]+)\}\}/g)].map(([, name]) => name).sort();
}

it('says every text in German, with the same placeholders', () => {
  const wrong = english.filter(([key, text]) => {
    const said = german.get(key) ?? '';
    return (
      said.trim() === '' ||
      placeholders(said).join() !== placeholders(text).join()
    );
  });
  expect(wrong).toEqual([]);
});

it.each<Language>(['en', 'de'])(
  'has both plurals of a text in %s',
  language => {
    const keys = new Set(Object.keys(inLanguage(screens, language)));
    const single = [...keys].filter(key => {
      const [, stem, form] = /^(.*)_(one|other)$/.exec(key) ?? [];
      return stem && !keys.has(`${stem}_${form === 'one' ? 'other' : 'one'}`);
    });
    expect(single).toEqual([]);
  },
);

it('leaves no sentence in English', () => {
  const untouched = english.filter(
    ([key, text]) => german.get(key) === text && /\w+ \w+ \w+/.test(text),
  );
  expect(untouched).toEqual([]);
});

it('addresses nobody', () => {
  const personal = [...german].filter(([, text]) =>
    /\b(du|dich|dir|dein\w*|Ihnen)\b/.test(text),
  );
  expect(personal).toEqual([]);
});
