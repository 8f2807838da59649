import { once } from 'node:events';
import type { Logger } from 'pino';
import { startGateway } from './compose.js';
import { loadConfig } from './config.js';
import { ConfigError } from './environment.js';
import { createLog } from './log.js';

/** Runs the gateway until it is told to stop. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLog(config.logLevel);
  if (config.unknownNames.length > 0)
    log.warn({ names: config.unknownNames }, 'these names in the environment mean nothing');
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const lifetime = await startGateway(config, log);
  log.info({ organization: config.organization, port: config.http.port }, 'gateway listens');
  await stopped;
  log.info('gateway stops');
  await lifetime.end();
}

function reportAndExit(error: unknown): void {
  const log: Logger = createLog('info');
  const misconfigured = error instanceof ConfigError ? { settings: error.message } : {};
  log.fatal({ err: error, ...misconfigured }, 'gateway cannot run');
  process.exitCode = 1;
}

main().catch(reportAndExit);
