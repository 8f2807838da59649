import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { CodeMissingError, MissingCode } from './missing-code.js';

/**
 * A part whose code is loaded when it is first shown, so that dialogs, viewers and menus do not slow down every visit.
 * Until then it shows `fallback`, or nothing. If the code does not load, the page stays as it is, and says so with a
 * way to try again.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback?: (props: Props) => ReactNode,
): ComponentType<Props> {
  // One for all places where it is shown; a new one after a failure, which React would keep for ever.
  let current = lazyPart(load);
  return function OnDemand(props: Props): ReactNode {
    const [part, setPart] = useState(current);
    const { Part } = part;
    const instead = fallback?.(props) ?? null;
    const again = (): void => {
      current = lazyPart(load);
      setPart(current);
    };
    return (
      <MissingCode key={part.id} onAgain={again} onClose={closing(props)} instead={instead}>
        <Suspense fallback={instead}>
          <Part {...props} />
        </Suspense>
      </MissingCode>
    );
  };
}

function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const Part: ComponentType<Props> = lazy(async () => {
    try {
      return { default: await load() };
    } catch (error) {
      throw new CodeMissingError({ cause: error });
    }
  });
  return { Part, id: crypto.randomUUID() };
}

/** What closes a part that can be closed: then no one has to wait for it. */
function closing(props: object): (() => void) | undefined {
  return 'onClose' in props && typeof props.onClose === 'function'
    ? (props.onClose as () => void)
    : undefined;
}
