import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';

/**
 * A part whose code is loaded when it is first shown: dialogs, viewers and menus are not among what every visit loads. Shows
 * `fallback`, or nothing, until then.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback?: (props: Props) => ReactNode,
): ComponentType<Props> {
  const Part: ComponentType<Props> = lazy(async () => ({ default: await load() }));
  return function OnDemand(props: Props): ReactNode {
    return (
      <Suspense fallback={fallback?.(props) ?? null}>
        <Part {...props} />
      </Suspense>
    );
  };
}
