/** Why a server can't start, in one sentence with what to do. */
import { type Config, ConfigError } from './config.ts';
import { TooNew } from './data/format.ts';
import { CannotOpen } from './data/open.ts';
import { JournalDamaged } from './journal/engine.ts';
import { FolderHeld } from './storage/folder-lock.ts';
import { FileDamaged } from './storage/synced-file.ts';

/** Null for what nobody has foreseen. */
export const sentenceFor = (error: NodeJS.ErrnoException, config: Config): string | null => {
  if (error instanceof CannotOpen || error instanceof TooNew || error instanceof ConfigError) return error.message;
  if (error instanceof FolderHeld)
    return `The data folder ${config.data} is held by another running server, process ${error.pid}. Stop it, or choose another folder with --data.`;
  if (error instanceof FileDamaged) {
    return `A file that the server needs is damaged (${error.message}). Put it back from a backup; nothing was changed.`;
  }
  if (error instanceof JournalDamaged)
    return `${error.message} Put its folder back from a backup; nothing was changed.`;
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${config.port} is in use. Stop what uses it, or choose another with --port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${config.host}. Choose another with --host.`;
    case 'EACCES':
      return error.syscall === 'listen'
        ? `Port ${config.port} needs more rights. Choose one above 1023 with --port.`
        : `The data folder ${config.data} can't be written. Give this user the right to, or choose another with --data.`;
    case 'EROFS':
    case 'EPERM':
    case 'ENOTDIR':
    case 'EEXIST':
      return `The data folder ${config.data} can't be written (${error.code}). Choose another with --data.`;
    case 'ENOSPC':
      return `The disk of the data folder ${config.data} is full. Make room, then start again.`;
    default:
      return null;
  }
};
