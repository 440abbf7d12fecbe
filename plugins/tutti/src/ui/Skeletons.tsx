import Skeleton from '@mui/material/Skeleton';
import { Stack } from './Surface';

/** Stands for rows or cards that are on their way. */
export function Skeletons(props: { count: number; height: number }) {
  return (
    <Stack aria-hidden>
      {Array.from({ length: props.count }, (_, index) => (
        <Skeleton
          key={index}
          variant="rounded"
          height={props.height}
          sx={{ borderRadius: '10px' }}
        />
      ))}
    </Stack>
  );
}
