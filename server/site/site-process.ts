/** The voters' site beside this server, as a process of its own: however many read, the hall notices nothing. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

const program = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'site-cli.ts' : 'site-cli.js');
const AGAIN_MS = 1000;

export interface SiteProcessOptions {
  data: string;
  port: number;
  host: string;
  /** Where the site stands for the world; empty where nobody has said. */
  address: string;
  ready: (url: string) => void;
  warn: (message: string, error?: unknown) => void;
}

/** Begins it, and begins it again should it end. Answers with the way to stop it. */
export function beginSite({ data, port, host, address, ready, warn }: SiteProcessOptions): () => void {
  let child: ChildProcess;
  let isStopping = false;
  const begin = () => {
    const args = ['--data', data, '--public-port', String(port), '--host', host, '--address', address];
    // Nothing of the server's environment is its business.
    const { PATH } = process.env;
    child = fork(program, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { PATH, NODE_ENV: 'production' } });
    child.stdout!.on('data', (said: Buffer) => {
      const url = /^ready (\S+)/m.exec(String(said))?.[1];
      if (url) ready(url);
    });
    child.stderr!.on('data', (said: Buffer) => warn(String(said).trim()));
    child.on('error', (error) => warn('The voters’ site could not be started.', error));
    child.once('exit', (code) => {
      if (isStopping) return;
      warn(`The voters’ site has ended (${code}); it is started again.`);
      setTimeout(begin, AGAIN_MS).unref();
    });
  };
  begin();
  return () => {
    isStopping = true;
    child.kill('SIGTERM');
  };
}
