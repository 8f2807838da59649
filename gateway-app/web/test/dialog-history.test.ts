import { createElement } from 'react';
import { createMemoryRouter, type InitialEntry } from 'react-router';
import { beforeEach, describe, expect, test, vi } from 'vitest';

/** The history of a tab that was not reloaded. */
const atList = ['/login', { pathname: '/list', state: { arrived: true } }];

/** A tab with a list and two other pages; one of them has to be loaded when it is opened. */
async function tab(initialEntries: InitialEntry[]) {
  vi.resetModules();
  const { enter, followHistory } = await import('../src/ui/dialog-history.js');
  let arrive: (() => void) | undefined;
  const loaded = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const element = createElement('div');
  const router = createMemoryRouter(
    [
      { path: '/login', element },
      { path: '/list', element },
      { path: '/other', element },
      {
        path: '/lazy',
        lazy: async () => {
          await loaded;
          return { element };
        },
      },
    ],
    { initialEntries },
  );
  followHistory(router);
  await settled();
  const where = () => [router.state.location.pathname, router.state.location.state as unknown];
  return { router, enter, where, load: () => arrive?.() };
}

/** History moves and dialogs follow it a moment later. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setTimeout(resolve, 2));
}

let here: Awaited<ReturnType<typeof tab>>;
beforeEach(async () => {
  here = await tab(atList);
});

/** A dialog that disappears when it is closed. */
function dialog() {
  const closed = vi.fn();
  const leave = here.enter(() => {
    closed();
    leave();
  });
  return { closed, close: leave };
}

describe('Back', () => {
  test('closes the dialog and stays on the page, with its state; the next Back leaves the page', async () => {
    const viewer = dialog();
    await settled();
    await here.router.navigate(-1);
    await settled();
    expect(viewer.closed).toHaveBeenCalledOnce();
    expect(here.where()).toEqual(['/list', { arrived: true }]);
    await here.router.navigate(-1);
    await settled();
    expect(here.where()[0]).toBe('/login');
  });

  test('closes one dialog after the other, the topmost first', async () => {
    const below = dialog();
    await settled();
    const above = dialog();
    await settled();
    await here.router.navigate(-1);
    await settled();
    expect([below.closed.mock.calls.length, above.closed.mock.calls.length]).toEqual([0, 1]);
    await here.router.navigate(-1);
    await settled();
    expect(below.closed).toHaveBeenCalledOnce();
    expect(here.where()[0]).toBe('/list');
  });

  test('leaves the page as usual when the dialog was closed by its button', async () => {
    const viewer = dialog();
    await settled();
    viewer.close();
    await settled();
    expect(here.where()).toEqual(['/list', { arrived: true }]);
    await here.router.navigate(-1);
    await settled();
    expect(here.where()[0]).toBe('/login');
    expect(viewer.closed).not.toHaveBeenCalled();
  });

  test('returns to the page itself from the target of a link in the dialog', async () => {
    const viewer = dialog();
    await settled();
    await here.router.navigate('/other');
    viewer.close();
    await settled();
    expect(here.where()).toEqual(['/other', null]);
    await here.router.navigate(-1);
    await settled();
    expect(here.where()).toEqual(['/list', { arrived: true }]);
  });

  test('leaves a page that was reloaded while a dialog was open', async () => {
    const again = await tab(['/login', '/lazy', { pathname: '/lazy', state: { dialogs: 1 } }]);
    again.load();
    await settled();
    expect(again.where()).toEqual(['/lazy', null]);
    await again.router.navigate(-1);
    await settled();
    expect(again.where()[0]).toBe('/login');
  });
});

test('a link under open dialogs closes them, even if their page stays', async () => {
  const [below, above] = [dialog(), dialog()];
  await settled();
  await here.router.navigate('/list?tab=other');
  await settled();
  expect([below.closed.mock.calls.length, above.closed.mock.calls.length]).toEqual([1, 1]);
  await here.router.navigate(-1);
  await settled();
  expect(here.where()).toEqual(['/list', { arrived: true }]);
});

test('a dialog that is replaced by another one leaves that one open', async () => {
  const first = dialog();
  await settled();
  first.close();
  const second = dialog();
  await settled();
  expect(second.closed).not.toHaveBeenCalled();
  await here.router.navigate(-1);
  await settled();
  expect(second.closed).toHaveBeenCalledOnce();
  expect(here.where()[0]).toBe('/list');
});

describe('a page that is requested right after a dialog was closed', () => {
  test('opens, even if its code arrives later', async () => {
    const viewer = dialog();
    await settled();
    viewer.close();
    await new Promise((resolve) => setTimeout(resolve));
    void here.router.navigate('/lazy');
    here.load();
    await settled();
    expect(here.where()[0]).toBe('/lazy');
  });

  test('opens if it is already loaded', async () => {
    const viewer = dialog();
    await settled();
    viewer.close();
    void here.router.navigate('/other');
    await settled();
    expect(here.where()[0]).toBe('/other');
    await here.router.navigate(-1);
    await settled();
    expect(here.where()[0]).toBe('/list');
  });
});
