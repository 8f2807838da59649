import { Text, type TextProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './consents.module.css';

interface SentenceProps extends Pick<TextProps, 'fw' | 'maw' | 'size'> {
  readonly words: string;
}

/** What someone permits, refuses or asks for, in one sentence. */
export function Sentence({ words, ...looks }: SentenceProps): ReactNode {
  return (
    <Text className={classes.sentence} {...looks}>
      <bdi>{words}</bdi>
    </Text>
  );
}
