import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';

/** The paper's green, from tint to shade; white text is readable on shades 7 to 9. */
const seal: MantineColorsTuple = [
  '#e9f6f0',
  '#d3e9df',
  '#a9d3bf',
  '#7bbc9d',
  '#54a880',
  '#3b9a6d',
  '#2c8a5f',
  '#1f7350',
  '#165f41',
  '#0b4a32',
];

/**
 * Calm, dense enough for staff; targets of at least 24 px; focus always visible. `close` names the close button of
 * dialogs.
 */
export function themeWith(close: string): MantineThemeOverride {
  const closeButtonProps = { 'aria-label': close };
  return createTheme({
    colors: { seal },
    primaryColor: 'seal',
    primaryShade: { light: 7, dark: 7 },
    autoContrast: true,
    defaultRadius: 'md',
    // Nothing slides or fades for users who asked the system for less motion (WCAG 2.3.3).
    respectReducedMotion: true,
    fontFamily: 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Devanagari", sans-serif',
    headings: {
      sizes: { h1: { fontSize: '1.75rem' }, h2: { fontSize: '1.25rem' }, h3: { fontSize: '1.05rem' } },
    },
    // Plain objects: naming the components themselves would load all of them at once.
    components: {
      // Links differ from the text around them by more than colour (WCAG 1.4.1).
      Anchor: { defaultProps: { underline: 'always' } },
      // A dialog's heading is not a banner of the page.
      ModalHeader: { defaultProps: { component: 'div' } },
      DrawerHeader: { defaultProps: { component: 'div' } },
      Modal: { defaultProps: { centered: true, closeButtonProps } },
      Drawer: { defaultProps: { closeButtonProps } },
      Tooltip: {
        defaultProps: {
          events: { hover: true, focus: true, touch: false },
          multiline: true,
          w: 'max-content',
          maw: 'min(24rem, calc(100vw - 2rem))',
        },
        styles: { tooltip: { overflowWrap: 'anywhere' } },
      },
    },
  });
}

/** Links are blue-grey on dark: green is an accent of surfaces, never of text on black. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--medseal-quiet': '#f3f6f5',
    '--mantine-color-anchor': '#125c8a',
    '--mantine-color-dimmed': '#55606a',
    '--mantine-color-error': '#c01f1f',
    // Small text on the tints of badges needs darker shades than Mantine's (WCAG 1.4.3).
    '--mantine-color-green-light-color': '#1c602a',
    '--mantine-color-orange-light-color': '#8f3400',
    '--mantine-color-red-light-color': '#a01818',
    '--mantine-color-blue-light-color': '#0f4f91',
    '--mantine-color-yellow-light-color': '#6b4400',
    '--mantine-color-gray-light-color': '#454c54',
    '--mantine-color-seal-light-color': '#0b4a32',
  },
  dark: {
    '--medseal-quiet': '#262a2e',
    '--mantine-color-anchor': '#9ec9ea',
    '--mantine-color-dimmed': '#a9b2ba',
    '--mantine-color-error': '#ff8f8f',
    '--mantine-color-green-light-color': '#dff2e3',
    '--mantine-color-orange-light-color': '#ffd8a8',
    '--mantine-color-blue-light-color': '#c5e3fb',
    '--mantine-color-red-light-color': '#ffc9c9',
    '--mantine-color-yellow-light-color': '#ffec99',
  },
});
