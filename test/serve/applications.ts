/** The web applications that are served twice: the examples of SWI-Prolog, where they are installed, and our own. */
import type { Application } from './application.ts';
import { admin } from './applications/admin.ts';
import { album } from './applications/album.ts';
import { calc } from './applications/calc.ts';
import { chat } from './applications/chat.ts';
import { demoFiles } from './applications/demo-files.ts';
import { demoLogin } from './applications/demo-login.ts';
import { demoOpenid } from './applications/demo-openid.ts';
import { demoPwp } from './applications/demo-pwp.ts';
import { demoDaemon, demoHello, demoRest } from './applications/demo-small.ts';
import { demoThreads } from './applications/demo-threads.ts';
import { guestbook } from './applications/guestbook.ts';
import { libraryDesk } from './applications/library-desk.ts';
import { members } from './applications/members.ts';
import { nim } from './applications/nim.ts';
import { quiz } from './applications/quiz.ts';
import { replies } from './applications/replies.ts';
import { story } from './applications/story.ts';
import { hasExamples } from './applications/swi-examples.ts';
import { todo } from './applications/todo.ts';

/** Why the examples of SWI-Prolog are not compared, where they are not there. */
export const withoutExamples: string | undefined = hasExamples
  ? undefined
  : 'skipped, for want of swi-prolog-doc: the example applications of SWI-Prolog';

/** SWI-Prolog's own. */
export const examples: readonly Application[] = hasExamples
  ? [calc, demoLogin, demoThreads, demoFiles, demoHello, demoDaemon, demoRest, demoOpenid, demoPwp]
  : [];

/** Those under `prolog/examples/web/`. */
export const own: readonly Application[] = [
  todo,
  members,
  nim,
  quiz,
  story,
  chat,
  admin,
  libraryDesk,
  album,
  guestbook,
];

/** A program of handlers for every kind of reply. */
export const applications: readonly Application[] = [...examples, ...own, replies];
