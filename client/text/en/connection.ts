import type { connection as vi } from '../vi/connection.ts';

export const connection: typeof vi = {
  online: 'Connected',
  connecting: 'Connecting…',
  offline: 'Connection lost, reconnecting',
  stoppedServer: 'The server is restarting, reconnecting',
  reload: 'Reload the page',
  notNow: 'This can’t be done now.',
  offlineWhy: 'Connection lost: nothing reaches the server.',
};
