import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { messageOf } from "#lib/core/errors.ts";
import { closeEngine } from "#lib/engine/choose.ts";

/** A wrong call of a task: its message is followed by where to read on, and the exit code is 2. */
export class UsageError extends RangeError {}

/** A task of the command line. */
export interface Command<Options extends ParseArgsOptionsConfig> {
  /** As in `deno task NAME`. */
  readonly name: string;
  /** What `--help` prints. */
  readonly help: string;
  readonly options: Options;
  /** Whether words without a dash are taken. */
  readonly positionals?: boolean;
  /** Does the work; gives the exit code where it is not 0. */
  run(values: Values<Options>, positionals: string[]): Promise<number | void>;
}

/** The options as parsed: text, booleans, or lists of them, and `undefined` where not given. */
export type Values<Options extends ParseArgsOptionsConfig> = {
  [name in keyof Options]?: Value<Options[name]>;
};

type Value<Option> = Option extends { multiple: true } ? Single<Option>[] : Single<Option>;
type Single<Option> = Option extends { type: "boolean" } ? boolean : string;

/**
 * Runs a task: prints its help, or does its work and tells in one line on stderr what went wrong.
 * Ends the engine's threads, so that the process can end; sets the exit code, ends nothing itself.
 */
export async function runCommand<Options extends ParseArgsOptionsConfig>(
  command: Command<Options>,
  args: string[] = Deno.args,
): Promise<void> {
  try {
    const { values, positionals } = parse(command, args);
    if ((values as { help?: boolean }).help) return console.log(command.help.trim());
    Deno.exitCode = await command.run(values, positionals) ?? 0;
  } catch (error) {
    const usage = error instanceof UsageError;
    const more = usage ? ` (deno task ${command.name} --help says more)` : "";
    console.error(`${command.name}: ${messageOf(error)}${more}`);
    Deno.exitCode = usage ? 2 : 1;
  } finally {
    closeEngine();
  }
}

function parse<Options extends ParseArgsOptionsConfig>(
  { options, positionals: allowPositionals = false }: Command<Options>,
  args: string[],
): { values: Values<Options>; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...options, help: { type: "boolean", short: "h" } } as ParseArgsOptionsConfig,
      allowPositionals,
    });
    return { values: values as Values<Options>, positionals };
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
}
