import type { Page } from 'playwright-core';

/** What a tab's connection is like; -1 is as fast as it goes. */
interface Connection {
  readonly isThere: boolean;
  /** Bytes a second. */
  readonly upload?: number;
}

/** Takes hold of a tab's connection: the function cuts it, gives it back, or slows it down. */
export async function connectionOf(page: Page): Promise<(connection: Connection) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  return async ({ isThere, upload = -1 }) => {
    await session.send('Network.emulateNetworkConditions', {
      offline: !isThere,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: upload,
    });
  };
}
