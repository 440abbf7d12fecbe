import type { Argument, Command, Option } from 'commander';
import { PLATFORM_FOLDER } from '../inputs';
import { declaredNames, Declared } from './declaredNames';

/** The hidden verb that the shells' scripts call, with the words typed so far after it. */
export const COMPLETE = '__complete';

/** The shell completes paths itself. */
const FILES = ':files';

/** Options whose values are files with platform documents. */
const PLATFORM = new Set(['--platform', '--before', '--after']);

interface Candidate {
  name: string;
  description?: string;
}

/**
 * What could stand where the last word stands: one candidate a line, its description behind a tab;
 * or `:files` alone.
 *
 * @param words - all after `tutti`; the last one is what is being typed, perhaps nothing yet
 */
export function complete(program: Command, words: string[]): string {
  const typed = words.slice(0, -1);
  const partial = words[words.length - 1] ?? '';
  const found = candidates(program, typed, partial);
  if (found === FILES) {
    return `${FILES}\n`;
  }
  return found
    .filter(({ name }) => name.startsWith(partial))
    .map(({ name, description }) =>
      description ? `${name}\t${description}\n` : `${name}\n`,
    )
    .join('');
}

function candidates(
  program: Command,
  typed: string[],
  partial: string,
): Candidate[] | typeof FILES {
  const command = program.commands.find(
    candidate => candidate.name() === typed[0],
  );
  if (!command) {
    return typed.length === 0 ? verbsOf(program) : [];
  }
  const words = typed.slice(1);
  if (command.commands.length > 0) {
    return candidates(command, words, partial);
  }
  const { open, positional } = placeIn(command, words);
  if (partial.startsWith('-')) {
    return optionsOf(command, words);
  }
  const declared = () => declaredNames(pathsIn(command, words));
  if (open) {
    return valuesOf(open, command, declared);
  }
  const { registeredArguments: all } = command;
  const argument = all[Math.min(positional, all.length - 1)];
  return argument && (positional < all.length || argument.variadic)
    ? argumentsOf(argument, declared)
    : [];
}

/** Which option waits for a value, or else how many arguments there were. */
function placeIn(
  command: Command,
  words: string[],
): { open?: Option; positional: number } {
  let open: Option | undefined;
  let positional = 0;
  for (const word of words) {
    if (word.startsWith('-')) {
      const option = optionOf(command, word);
      open = option?.required ? option : undefined;
    } else if (!open) {
      positional++;
    } else if (!open.variadic) {
      open = undefined;
    }
  }
  return { ...(open && { open }), positional };
}

function optionOf(command: Command, word: string): Option | undefined {
  return command.options.find(({ long }) => long === word);
}

function verbsOf({ commands }: Command): Candidate[] {
  return commands.map(command => ({
    name: command.name(),
    description: command.description(),
  }));
}

function optionsOf({ options }: Command, words: string[]): Candidate[] {
  return options
    .filter(({ long, variadic }) => long && (variadic || !words.includes(long)))
    .map(({ long, description }) => ({ name: long ?? '', description }));
}

function valuesOf(
  { long, argChoices }: Option,
  command: Command,
  declared: () => Declared,
): Candidate[] | typeof FILES {
  if (argChoices) {
    return named(argChoices);
  }
  switch (long) {
    case '--application':
      return named(declared().applications);
    case '--environment':
      return named(
        command.name() === 'blast-radius'
          ? declared().places
          : declared().environments,
      );
    case '--type':
      return named(declared().environmentTypes);
    case '--id':
    case '--workload':
    case '--image':
    case '--override-property':
    case '--portal':
    case '--name':
    case '--url':
    case '--path':
    case '--ref':
    case '--release':
    case '--plan':
    case '--consent':
    case '--timeout':
    case '--comment':
    case '--container':
    case '--tail':
    case '--search':
    case '--only':
    case '--commit':
    case '--repository':
    case '--base':
    case '--title':
    case '--link':
    case '--value':
    case '--removed':
      return [];
    default:
      return FILES;
  }
}

function argumentsOf(
  argument: Argument,
  declared: () => Declared,
): Candidate[] | typeof FILES {
  if (argument.argChoices) {
    return named(argument.argChoices);
  }
  switch (argument.name()) {
    case 'type':
      return named(declared().resourceTypes);
    case 'class':
      return named(declared().classes);
    case 'application':
    case 'environment':
    case 'from':
    case 'key':
    case 'name':
    case 'number':
    case 'to':
    case 'value':
    case 'workload':
      return [];
    default:
      return FILES;
  }
}

function named(names: readonly string[]): Candidate[] {
  return names.map(name => ({ name }));
}

/** Where platform and Application files may be: what was typed for it, else the default. */
function pathsIn(command: Command, words: string[]): string[] {
  const paths: string[] = [];
  let open: Option | undefined;
  for (const word of words) {
    if (word.startsWith('-')) {
      open = optionOf(command, word);
    } else if (!open?.required || PLATFORM.has(open.long ?? '')) {
      paths.push(word);
    }
  }
  const given = words.some(word => PLATFORM.has(word));
  return given ? paths : [...paths, PLATFORM_FOLDER];
}
