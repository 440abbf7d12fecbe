import { Field } from './Field';

/** Narrows a list while somebody writes. */
export function FindField(props: {
  label: string;
  text: string;
  onText(text: string): void;
}) {
  return (
    <Field
      type="search"
      placeholder={props.label}
      value={props.text}
      onChange={event => props.onText(event.target.value)}
      inputProps={{ 'aria-label': props.label }}
      sx={{ width: 220 }}
    />
  );
}

/** Does a text hold every word that somebody looks for? Capitals do not matter. */
export function holdsWords(text: string, wanted: string): boolean {
  const lower = text.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every(word => lower.includes(word));
}
