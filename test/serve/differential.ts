/** The same script on servers of the same application: what each answers, and in what their answers differ. */
import type { Application } from './application.ts';
import type { Reply } from './exchange.ts';
import { Mask, type Parts } from './mask.ts';
import { type Contestant, Server } from './server.ts';
import { methodOf } from './visit.ts';
import { Visitors } from './visitors.ts';

/** What came of a visit. */
export interface Answered {
  /** The visit's `ask`, with a number where the script asks it again. */
  readonly request: string;
  readonly reply: Reply;
  readonly parts: Parts;
}

/** Where two servers differ: in the `status`, the `reason`, the `body` or a header. */
export interface Deviation {
  readonly app: string;
  readonly request: string;
  readonly what: string;
  readonly theirs: string | undefined;
  readonly ours: string | undefined;
  /** All of their reply. */
  readonly reply: Parts;
}

/** What serves an application. */
export interface Serving {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a server for the application, plays the script and stops it. */
export async function played(contestant: Contestant, application: Application): Promise<readonly Answered[]> {
  return playedOn(await Server.start(contestant, application), application);
}

/** Plays the script to a server that has started, and stops it. */
export async function playedOn(server: Serving, application: Application): Promise<readonly Answered[]> {
  try {
    const visitors = new Visitors(server.port);
    const mask = new Mask(server.port, visitors.taken);
    const requests = requestsOf(application);
    const answers: Answered[] = [];
    for (const [i, visit] of application.script.entries()) {
      const reply = await visitors.visit(visit);
      const parts = mask.parts(reply, methodOf(visit) === 'HEAD');
      answers.push({ request: requests[i]!, reply, parts });
    }
    return answers;
  } finally {
    await server.stop();
  }
}

/** The requests of a script by the names that the table of differences uses. */
export function requestsOf({ script }: Application): string[] {
  const seen = new Map<string, number>();
  return script.map(({ ask, as }) => {
    const name = as === undefined ? ask : `${as}: ${ask}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
}

export function deviations(
  { name }: Application,
  theirs: readonly Answered[],
  ours: readonly Answered[],
): Deviation[] {
  return theirs.flatMap(({ request, parts }, i) => {
    const own = ours[i]!.parts;
    return [...new Set([...parts.keys(), ...own.keys()])]
      .filter((what) => parts.get(what) !== own.get(what))
      .map((what) => ({
        app: name,
        request,
        what,
        theirs: parts.get(what),
        ours: own.get(what),
        reply: parts,
      }));
  });
}

/** Where answers have another status than their script says. */
export function surprises({ script }: Application, answers: readonly Answered[]): string[] {
  return answers.flatMap(({ request, reply }, i) => {
    const { status = 200 } = script[i]!;
    return reply.status === status ? [] : [`${request}: ${reply.status} instead of ${status}\n${reply.text}`];
  });
}

export function deviationText({ app, request, what, theirs, ours }: Deviation): string {
  const [own, other] = withoutCommonLines(ours ?? '(none)', theirs ?? '(none)');
  return `${app} › ${request}: ${what}\nin swipl:\n${other}\nhere:\n${own}\n`;
}

/** What is between the lines that two texts begin with and those that they end with. */
function withoutCommonLines(a: string, b: string): [string, string] {
  const [as, bs] = [a.split('\n'), b.split('\n')];
  while (as.length > 1 && bs.length > 1 && as[0] === bs[0]) {
    as.shift();
    bs.shift();
  }
  while (as.length > 1 && bs.length > 1 && as.at(-1) === bs.at(-1)) {
    as.pop();
    bs.pop();
  }
  return [as.join('\n'), bs.join('\n')];
}
