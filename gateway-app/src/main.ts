import { once } from 'node:events';
import { ConfigError, exit } from '@medseal/runtime';
import { startGateway } from './composition/gateway.js';
import { loadConfig } from './composition/config.js';
import { createLog } from './composition/log.js';

const log = createLog('info');

/** Runs the gateway until it is told to stop. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  log.level = config.logLevel;
  if (config.unknownNames.length > 0)
    log.warn({ names: config.unknownNames }, 'these names in the environment mean nothing');
  if (config.liftedThrottles.length > 0)
    log.warn({ names: config.liftedThrottles }, 'these throttles are lifted: for load tests only');
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const lifetime = await startGateway(config, log);
  log.info({ organization: config.organization, port: config.http.port }, 'gateway listens');
  await stopped;
  log.info('gateway stops');
  await lifetime.end();
  exit(log, 0);
}

function reportAndExit(error: unknown): void {
  const misconfigured = error instanceof ConfigError ? { settings: error.message } : {};
  log.fatal({ err: error, ...misconfigured }, 'gateway cannot run');
  exit(log, 1);
}

main().catch(reportAndExit);
