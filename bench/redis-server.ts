/** A Redis server that is there while it is measured, on a port and in a folder that nobody else has. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

export interface RedisServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts a server that keeps nothing on the disk or, when it is to be durable, writes each change to the disk before it
 * answers. Undefined where there is no `redis-server`.
 */
export async function startRedis(folder: string, isDurable: boolean): Promise<RedisServer | undefined> {
  const port = await freePort();
  const options = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    logfile: 'redis.log',
    save: '',
    appendonly: isDurable ? 'yes' : 'no',
    appendfsync: 'always',
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  // The shell ends the server when this process has ended, in whatever way.
  const script = 'command -v redis-server || exit 127; redis-server "$@" & read _; kill -9 $!';
  const shell = spawn('sh', ['-c', script, 'sh', ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const exited = once(shell, 'exit');
  const isThere = async (): Promise<boolean> => {
    while (!(await answersAt(port))) {
      if (shell.exitCode !== null) return false;
      await setTimeout(20);
    }
    return true;
  };
  if (!(await isThere())) return undefined;
  return {
    port,
    async stop() {
      shell.stdin.end();
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answersAt(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write('PING\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString() === '+PONG\r\n';
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
