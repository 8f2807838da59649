import './print.css';

/** Prints one element alone, in black on white, without its buttons and the rest of the page. */
export function printOnly(element: HTMLElement): void {
  const sheet = document.createElement('div');
  sheet.className = 'print-sheet';
  sheet.setAttribute('aria-hidden', 'true');
  sheet.append(element.cloneNode(true));
  document.body.append(sheet);
  // Browsers that print from a copy continue before the person has decided.
  addEventListener(
    'afterprint',
    () => {
      sheet.remove();
    },
    { once: true },
  );
  globalThis.print();
}
