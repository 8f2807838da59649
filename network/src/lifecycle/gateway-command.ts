import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { NetworkError } from '../network-error.js';
import { partDefinitions } from '../parts/definitions.js';
import type { Instance, Organization } from '../topology/instance.js';
import { logFile } from '../topology/layout.js';

/** A command of a gateway's own command line. */
export interface GatewayCommand {
  readonly name: string;
  /** Standard input: arguments and environment are visible to other processes. */
  readonly input?: string;
  /** How a failure begins: `The officer was not created`. */
  readonly failure: string;
  /** Called with the command's progress. */
  readonly onProgress?: (sentence: string) => void;
}

/** The beginning of a line in which a gateway's command reports progress. */
const progressMark = '… ';

/**
 * Runs a command of an organization's gateway with that gateway's environment; resolves with its output. Throws {@link
 * NetworkError}.
 */
export async function runGatewayCommand(
  instance: Instance,
  organization: Organization,
  { name, input = '', failure, onProgress = () => undefined }: GatewayCommand,
): Promise<string> {
  const { environment } = partDefinitions.gateway.launch(instance, organization);
  const script = path.join(instance.root, 'gateway-app', 'dist', 'cli', 'main.js');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, name], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const [code, output, complaint] = await Promise.all([
    exit,
    text(child.stdout),
    complaintIn(child.stderr, onProgress),
  ]);
  if (code === 0) return output;
  throw new NetworkError(`${failure}: ${complaint}`, {
    log: logFile(instance, `${organization.name}/gateway`),
    next: 'npm run network -- status',
  });
}

/** Passes progress lines on; all others are the error message of a command that fails. */
async function complaintIn(stream: Readable, onProgress: (sentence: string) => void): Promise<string> {
  const complaint: string[] = [];
  for await (const line of createInterface({ input: stream }))
    if (line.startsWith(progressMark)) onProgress(line.slice(progressMark.length));
    else complaint.push(line);
  return complaint.join('\n').trim();
}
