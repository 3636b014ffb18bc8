/** A server with a body of its own, as its first secretary has set it up: for tests of what the desk asks of it. */
import { newFolder, RunningServer } from './running-server.ts';

const password = 'mùa xuân ở An Thịnh';

/** An answer of any route: its status, and what it said. */
export interface Answered<Body = Record<string, never>> {
  status: number;
  body: Body & { code?: string };
}

export class DeskServer {
  private constructor(
    public server: RunningServer,
    readonly body: string,
    readonly token: string,
    /** Code, PIN and password of the secretary. */
    readonly secretary: { code: string; pin: string; password: string },
    readonly flags: readonly string[],
  ) {}

  /** From an empty folder to a signed-in secretary. */
  static async start(name = 'Hội đồng nhân dân xã An Thịnh', flags: readonly string[] = []): Promise<DeskServer> {
    const all = ['--port', '0', '--empty', ...flags];
    const server = await RunningServer.start(newFolder(), all);
    const token = /\/setup\/#([\w-]+)/.exec(server.stdout)![1]!;
    const made = await server.post<{ body: string; code: string; pin: string }>('/api/setup', {
      token,
      body: { name, kind: 'communal-council', place: 'An Thịnh' },
      secretary: { name: 'Nguyễn Thị Thư', password },
    });
    const { body, code, pin } = made.body;
    const login = await server.post<{ token: string }>('/api/login', { code, pin, password, bearer: true });
    return new DeskServer(server, body, login.body.token, { code, pin, password }, all);
  }

  /** Stopped, and started again on the same folder. */
  async restart(): Promise<void> {
    await this.server.stop();
    this.server = await RunningServer.start(this.server.folder, this.flags);
  }

  async ask<Body>(method: string, path: string, content?: object, token = this.token): Promise<Answered<Body>> {
    const response = await fetch(`${this.server.url}/api/bodies/${this.body}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(content ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(content ? { body: JSON.stringify(content) } : {}),
    });
    return { status: response.status, body: (await response.json()) as Answered<Body>['body'] };
  }

  #given = 0;
  /** A command to the body. */
  give(command: object, token = this.token): Promise<Answered<{ sequence: number }>> {
    return this.ask('POST', '/commands', { id: `command-${this.#given++}-of-test`, command }, token);
  }
  /** A command to one of its meetings. */
  giveTo(meeting: string, command: object): Promise<Answered<{ sequence: number }>> {
    const id = `command-${this.#given++}-of-test`;
    return this.ask('POST', `/meetings/${meeting}/planning/commands`, { id, command });
  }
  async plan(description: object): Promise<string> {
    const { body } = await this.ask<{ meeting: string }>('POST', '/meetings', { private: false, ...description });
    return body.meeting;
  }
  /** The body as its office sees it. */
  async state<Body = Record<string, never>>(): Promise<Body> {
    return (await this.ask<{ body: Body }>('GET', '')).body.body;
  }
}
