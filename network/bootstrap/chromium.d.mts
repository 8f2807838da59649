/** The program that page tests drive: the one that `CHROMIUM_PATH` names, or one in its usual place. */
export function findChromium(
  environment?: NodeJS.ProcessEnv,
  exists?: (file: string) => boolean,
): string | undefined;
/** Whether this process can install it: root on a machine with Debian's package manager. */
export function canInstallChromium(): boolean;
/** What to do where it is missing and cannot be installed from here. */
export const chromiumAdvice: string;
/** Installs it with apt-get; one process at a time. */
export function installChromium(say: (text: string) => void): Promise<void>;
