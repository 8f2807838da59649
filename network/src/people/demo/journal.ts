import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { sharedFiles } from '../../topology/layout.js';
import type { Instance } from '../../topology/instance.js';
import { writeFile } from '../../write-file.js';

const contentSchema = z.object({
  /**
   * When the demo data was started; all its periods count from here, so that a repeated request is the same request.
   */
  began: z.iso.datetime(),
  /** Answers of the completed steps, by name. */
  done: z.record(z.string(), z.unknown()),
});

/**
 * The progress of the demo data. Each step is done once in the life of a network: what visitors later change or end in
 * the pages stays as they left it.
 */
export class DemoJournal {
  readonly #file: string;
  readonly #content: z.infer<typeof contentSchema>;

  private constructor(file: string, content: z.infer<typeof contentSchema>) {
    this.#file = file;
    this.#content = content;
  }

  /** The journal of this network, created at the first use. */
  static of(instance: Instance): DemoJournal {
    const file = sharedFiles(instance).demoData;
    if (!existsSync(file)) writeFile(file, JSON.stringify({ began: new Date().toISOString(), done: {} }));
    return new DemoJournal(file, contentSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
  }

  /**
   * Does a step that is not done yet, and returns its new or earlier answer. `key` is the step's idempotency key: an
   * interruption between the act and its line in the journal does not repeat the act.
   */
  async once<Answer extends z.ZodType>(
    name: string,
    answer: Answer,
    work: (key: string) => Promise<z.output<Answer>>,
  ): Promise<z.output<Answer>> {
    const before = this.#content.done[name];
    if (before !== undefined) return answer.parse(before);
    const made = await work(`demo/${this.#content.began}/${name.replaceAll(' ', '-')}`);
    this.#content.done[name] = made;
    writeFile(this.#file, JSON.stringify(this.#content, undefined, 2));
    return made;
  }

  /** A time that many days after the demo data was started. */
  inDays(days: number): string {
    return new Date(Date.parse(this.#content.began) + days * 24 * 3600 * 1000).toISOString();
  }
}

/** A random password for a demo person. */
export function newPassword(): string {
  return randomBytes(12).toString('base64url');
}
