import { entries } from '@medseal/input-rules';
import { Textarea } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { inOneLine, useWrongWords, wrongInOneLine } from './entered.js';

/** The words of a field for a reason. */
interface ReasonWords {
  readonly label: string;
  readonly hint: string;
  /** Shown when nothing was entered. */
  readonly missing: string;
}

/** A reason that is being typed. */
interface Reason {
  readonly field: ReactNode;
  /** The reason on one line; `undefined` when it cannot be sent, and then the field says why. */
  readonly take: () => string | undefined;
}

/** Asks why something is refused, rejected or suspended. */
export function useReason({ label, hint, missing }: ReasonWords): Reason {
  const words = useWrongWords();
  const input = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<ReturnType<typeof wrongInOneLine>>();
  const field = (
    <Textarea
      ref={input}
      data-autofocus
      label={label}
      description={hint}
      required
      autosize
      minRows={2}
      maxLength={entries.reason.longest}
      value={text}
      error={wrong && (wrong === 'missing' ? missing : words(wrong))}
      onChange={(event) => {
        setText(event.currentTarget.value);
      }}
    />
  );
  const take = (): string | undefined => {
    const found = wrongInOneLine('reason', text);
    setWrong(found);
    if (found === undefined) return inOneLine(text);
    input.current?.focus();
    return undefined;
  };
  return { field, take };
}
