import Box from '@mui/material/Box';
import { useState } from 'react';
import { useT } from '../translation';
import { PlainButton } from './PlainButton';
import { Code } from './Text';

const LINES = 4;
const CHARACTERS = 240;

function beginningOf(text: string): string {
  return text.split('\n').slice(0, LINES).join('\n').slice(0, CHARACTERS);
}

/** A text of machines with its own line breaks; a long one shows its beginning until asked. */
export function LongText(props: { text: string; struck?: boolean }) {
  const { text, struck = false } = props;
  const t = useT();
  const [whole, setWhole] = useState(false);
  const beginning = beginningOf(text);
  const folds = beginning.length < text.length;
  return (
    <Box>
      <Code
        sx={{
          whiteSpace: 'pre-wrap',
          ...(struck && { textDecoration: 'line-through' }),
        }}
      >
        {folds && !whole ? `${beginning}…` : text}
      </Code>
      {folds && (
        <PlainButton
          size="small"
          aria-expanded={whole}
          sx={{ display: 'block', minWidth: 0, px: 0.5 }}
          onClick={() => setWhole(!whole)}
        >
          {whole ? t('ui.showLess') : t('ui.showAll', { count: text.length })}
        </PlainButton>
      )}
    </Box>
  );
}
