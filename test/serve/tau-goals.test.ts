/** Goals of the libraries of web applications, in the host on tau-prolog and in SWI-Prolog. */
import { TauProlog } from 'clausal/tau';
import { describeDifferential } from '../support/prolog-differential.ts';
import type { Topic } from '../support/prolog-outcomes.ts';
import { dispatch } from './goals/dispatch.ts';
import { html } from './goals/html.ts';
import { parameters } from './goals/parameters.ts';

/** Libraries that this host has not, and what is of them. */
const OF_OTHERS = /quasi|html_head|html_resource|html_requires|html_include|term_html|jquery/;

function without(topic: Topic, pattern: RegExp): Topic {
  const kept = (text = '') =>
    text
      .split('\n')
      .filter((line) => !pattern.test(line))
      .join('\n');
  return { ...topic, program: kept(topic.program), goals: kept(topic.goals) };
}

describeDifferential('the libraries of web applications on tau-prolog answer as those of SWI-Prolog do', {
  topics: [parameters, dispatch, without(html, OF_OTHERS)],
  makeHost: (engine, output, errorOutput) => new TauProlog(engine, { output, errorOutput }),
  differences: [
    {
      why: 'text that is known together is one token; it is printed alike',
      goals: [
        'phrase(html(p(x)), L)',
        'phrase(html([p(x), b(y)]), L)',
        'phrase(html_begin(p(class(x))), L)',
        'phrase(html_end(p), L)',
        'phrase(html(p(hello)), L), html_print_length(L, N)',
      ],
    },
    {
      why: 'pages in XHTML are not made, which is an error',
      goals: [
        'html_set_options([dialect(xhtml)]), p(title(x), [p(y), br([])]), html_set_options([dialect(html5)])',
      ],
    },
    {
      why: 'a location is found once: SWI-Prolog leaves a choicepoint that finds it again',
      goals: [
        "http_absolute_location('rel', L, [relative_to('/a/b')])",
        "http_absolute_location('../rel', L, [relative_to('/a/b/c')])",
      ],
    },
    {
      why: 'requests are answered, and nothing else is spoken on their connections',
      goals: ['http_switch_protocol(x, [])'],
    },
  ],
});
