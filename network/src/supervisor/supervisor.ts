import { partDefinitions } from '../parts/definitions.js';
import { partKinds, partsOf, type Part } from '../parts/part.js';
import type { Instance } from '../topology/instance.js';
import { logFile } from '../topology/layout.js';
import { forgetProcess, recordProcess } from './pid-file.js';
import type { ProcessReport, SupervisorRequest } from './protocol.js';
import { defaultRestartPolicy, type Launch, SupervisedProcess } from './supervised-process.js';

/** The order in which parts end: each kind before those it depends on. */
export const stopOrder = [...partKinds].reverse();

/** All parts of one instance as supervised processes. */
export class Supervisor {
  readonly #processes: ReadonlyMap<string, { readonly part: Part; readonly process: SupervisedProcess }>;
  #queue: Promise<unknown> = Promise.resolve();

  /** @param note receives the reason why a part cannot be restarted */
  constructor({ instance, note }: Readonly<{ instance: Instance; note: (text: string) => void }>) {
    this.#processes = new Map(
      partsOf(instance).map((part) => [part.name, { part, process: supervise(instance, part, note) }]),
    );
  }

  /** Carries out a request after the earlier ones. */
  async handle(request: SupervisorRequest): Promise<readonly ProcessReport[]> {
    if (request.do !== 'report') {
      const done = this.#queue.then(() => this.#carryOut(request));
      this.#queue = done.catch(() => undefined);
      await done;
    }
    return this.report();
  }

  /** The state of all processes. */
  report(): readonly ProcessReport[] {
    return [...this.#processes].map(([name, { process }]) => ({
      name,
      state: process.state,
      pid: process.pid ?? null,
    }));
  }

  async #carryOut(request: Exclude<SupervisorRequest, { do: 'report' }>): Promise<void> {
    if (request.do === 'shutdown') return this.#stop([...this.#processes.keys()]);
    if (request.do !== 'start') await this.#stop(request.parts);
    if (request.do !== 'stop') this.#start(request.parts);
  }

  /**
   * Starts every part even if one fails; those that failed are tried again later.
   * @throws {Error} that names all that failed, at the end
   */
  #start(names: readonly string[]): void {
    const failures = names.flatMap((name) => {
      try {
        this.#processOf(name).process.start();
        return [];
      } catch (error) {
        return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
      }
    });
    if (failures.length > 0) throw new Error(failures.join('; '));
  }

  async #stop(names: readonly string[]): Promise<void> {
    for (const kind of stopOrder) {
      const chosen = names.map((name) => this.#processOf(name)).filter(({ part }) => part.kind === kind);
      await Promise.all(chosen.map(({ process }) => process.stop()));
    }
  }

  #processOf(name: string) {
    const found = this.#processes.get(name);
    if (!found) throw new Error(`no such part: ${name}`);
    return found;
  }
}

function supervise(instance: Instance, part: Part, note: (text: string) => void): SupervisedProcess {
  return new SupervisedProcess({
    name: part.name,
    launch: () => onItsHost(part, partDefinitions[part.kind].launch(instance, part.organization)),
    logFile: logFile(instance, part.name),
    policy: defaultRestartPolicy,
    onStart: (pid) => {
      recordProcess(instance, part.name, pid);
    },
    onEnd: () => {
      forgetProcess(instance, part.name);
    },
    note,
  });
}

/** `ip netns exec` becomes the program: the process id stays the same. */
function onItsHost({ organization: { namespace } }: Part, launch: Launch): Launch {
  if (namespace === undefined) return launch;
  return { ...launch, command: 'ip', args: ['netns', 'exec', namespace, launch.command, ...launch.args] };
}
