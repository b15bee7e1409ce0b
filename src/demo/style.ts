/** The style of all pages: one sheet, in a light and a dark scheme, from the width of a phone up. */
export const style = `
:root {
  --paper: #f7f4ee; --card: #fffdf9; --ink: #24211c; --soft: #6a6459; --line: #e3ddd1;
  --accent: #0f6b5c; --on-accent: #fff; --wash: #e4efe9; --wrong: #a3341f; --wrong-wash: #fbe9e3;
  --shadow: 0 1px 2px rgb(60 50 30 / .06), 0 6px 20px rgb(60 50 30 / .05);
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  --serif: 'Iowan Old Style', 'Palatino Linotype', Palatino, 'URW Palladio L', Georgia, serif;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171614; --card: #201f1c; --ink: #ece7dd; --soft: #a39c8f; --line: #37342e;
    --accent: #6fcdb8; --on-accent: #08241e; --wash: #1f332d; --wrong: #f0a08c; --wrong-wash: #3a211b;
    --shadow: none;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif;
}
h1, h2, h3, p, ul, pre { margin: 0; padding: 0; }
ul { list-style: none; }
h1 { font: 600 clamp(1.7rem, 5vw, 2.3rem)/1.15 var(--serif); letter-spacing: -.01em; }
h2 { font: 600 1.25rem/1.3 var(--serif); }
h3 { font-size: 1rem; line-height: 1.4; }
a { color: var(--accent); text-underline-offset: .2em; }
small, .fine { color: var(--soft); font-size: .875rem; }
code, pre { font-family: var(--mono); font-size: .9em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.wide { width: 100%; max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; z-index: 9; padding: .5rem 1rem; background: var(--card); }

.top { position: sticky; top: 0; z-index: 5; background: var(--paper); border-bottom: 1px solid var(--line); }
.top .wide { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.5rem; min-height: 4rem; }
.brand { display: flex; align-items: center; gap: .6rem; color: var(--ink); text-decoration: none; font: 600 1.2rem/1 var(--serif); white-space: nowrap; }
.brand svg { width: 1.9rem; height: 1.9rem; }
.brand i { color: var(--accent); }
nav { display: flex; gap: .25rem; }
nav a, .who a { padding: .4rem .7rem; border-radius: .5rem; color: var(--soft); text-decoration: none; white-space: nowrap; }
nav a:hover, .who a:hover { color: var(--ink); background: var(--wash); }
nav a[aria-current], .who a[aria-current] { color: var(--ink); font-weight: 600; }
.count { display: inline-block; min-width: 1.25rem; padding: 0 .35rem; border-radius: 1rem; background: var(--accent); color: var(--on-accent); font-size: .75rem; line-height: 1.25rem; text-align: center; }
.who { display: flex; align-items: center; gap: .5rem; margin-left: auto; min-width: 0; }
.who .name { max-width: 10rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }

main { flex: 1; padding-top: 2rem !important; padding-bottom: 3rem !important; display: grid; gap: 1.5rem; align-content: start; }
main > *, section > * { min-width: 0; }
section { display: grid; gap: .9rem; }
.intro { display: grid; gap: .5rem; }
.intro p { color: var(--soft); max-width: 44rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; box-shadow: var(--shadow); }
.empty { padding: 1.75rem; display: grid; gap: 1rem; justify-items: start; }
.notice { padding: .7rem 1.1rem; border-radius: .75rem; background: var(--wash); border: 1px solid var(--line); }

button, .button, input, textarea { font: inherit; color: inherit; border-radius: .6rem; }
button, .button { display: inline-block; padding: .5rem 1.1rem; border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600; line-height: 1.4; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { filter: brightness(1.08); }
button:disabled { opacity: .4; cursor: default; }
button.plain { border-color: transparent; background: none; color: var(--soft); font-weight: 400; padding: .4rem .5rem; }
button.plain:hover { color: var(--ink); text-decoration: underline; }
input, textarea { padding: .5rem .75rem; border: 1px solid var(--line); background: var(--paper); width: 100%; }

.articles { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1.25rem; }
.article { display: grid; grid-template-columns: minmax(0, 1fr); grid-template-rows: auto auto 1fr auto; gap: .4rem; padding: .75rem .75rem 1rem; }
.article > :not(.tile) { padding: 0 .4rem; }
.article h2 { margin-top: .5rem; }
.article p { color: var(--soft); font-size: .94rem; }
.article form { display: grid; grid-template-columns: 1fr 3.6rem auto; gap: .5rem; align-items: center; margin-top: .6rem; }
.article input[type=number] { padding: .5rem .3rem .5rem .6rem; text-align: center; }
.article button { padding-inline: .9rem; }
.article:target { border-color: var(--accent); }
.price { font-variant-numeric: tabular-nums; white-space: nowrap; }
.tile { position: relative; display: grid; place-items: center; aspect-ratio: 16 / 10; border-radius: .6rem; background: var(--wash); color: var(--accent); }
.picture { width: 36%; max-width: 5.5rem; fill: none; stroke: currentColor; stroke-width: 1.15; stroke-linecap: round; stroke-linejoin: round; }
.articles li:nth-child(4n+2) .tile { background: light-dark(#f6ead6, #352c1c); color: light-dark(#8a5a12, #e3bd7c); }
.articles li:nth-child(4n+3) .tile { background: light-dark(#e6eaf5, #222a3b); color: light-dark(#3b5191, #a9bbec); }
.articles li:nth-child(4n) .tile { background: light-dark(#f5e4e2, #38241f); color: light-dark(#9a4037, #eaa79b); }
.taken { position: absolute; right: .6rem; top: .6rem; padding: .1rem .6rem; border-radius: 1rem; background: var(--card); color: var(--ink); font-size: .8rem; }

.lines li { display: grid; grid-template-columns: 3.5rem 1fr auto 6rem; gap: 1rem; align-items: center; padding: .8rem 1.25rem; border-top: 1px solid var(--line); }
.lines li:first-child { border-top: 0; }
.lines .tile { aspect-ratio: 1; }
.lines .picture { width: 55%; }
.lines .price { text-align: right; grid-column: -2; }
.lines .what { display: grid; }
.lines .total { font-size: 1.1rem; }
.lines .total span { grid-column: 1 / -2; }
.stepper { display: flex; align-items: center; gap: .4rem; }
.stepper button:not(.plain) { width: 2.25rem; height: 2.25rem; padding: 0; background: var(--paper); color: var(--ink); border-color: var(--line); }
.stepper output { min-width: 2ch; text-align: center; font-variant-numeric: tabular-nums; }
.actions { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; justify-content: flex-end; }
.login { display: grid; gap: .9rem; width: 100%; max-width: 26rem; margin: 2rem auto; padding: 2rem; }
.login label, .ask label { font-weight: 600; font-size: .9rem; }
.login .problem { color: var(--wrong); }

.ask { display: grid; gap: .8rem; padding: 1.25rem; }
.field { display: grid; grid-template-columns: auto 1fr auto; gap: .75rem; align-items: start; }
.field span { font: 600 1rem/2.6 var(--mono); color: var(--accent); }
.field textarea { display: block; font-family: var(--mono); font-size: .92rem; resize: vertical; line-height: 1.5; field-sizing: content; min-height: 2.7rem; }
.examples { display: flex; flex-wrap: wrap; gap: .5rem; }
.examples a { display: block; padding: .25rem .8rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--ink); font-size: .87rem; text-decoration: none; }
.examples a:hover, .examples a[aria-current] { border-color: var(--accent); background: var(--wash); }
.scroll { overflow: auto; max-height: 32rem; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .5rem 1.25rem; text-align: left; vertical-align: top; }
th { position: sticky; top: 0; background: var(--card); color: var(--soft); font-size: .85rem; box-shadow: inset 0 -1px var(--line); }
td { border-top: 1px solid var(--line); font-family: var(--mono); font-size: .88rem; overflow-wrap: anywhere; }
tbody tr:first-child td { border-top: 0; }
div.problem { padding: 1.1rem 1.25rem; background: var(--wrong-wash); border-color: transparent; display: grid; gap: .6rem; }
div.problem h3 { color: var(--wrong); }
div.problem pre { overflow-x: auto; }
.sessions { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem; }
.session { padding: 1rem 1.25rem; display: grid; gap: .2rem; align-content: start; min-width: 0; }
.session p { color: var(--soft); font-size: .85rem; }
.session pre { margin-top: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.you { margin-left: .3rem; padding: .1rem .6rem; border-radius: 1rem; background: var(--accent); color: var(--on-accent); font-size: .75rem; }

footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
footer .wide { display: grid; gap: .6rem; padding-top: 1.25rem; padding-bottom: 2rem; }
footer summary { cursor: pointer; color: var(--ink); }
footer pre { margin-top: .5rem; padding: .8rem 1rem; border-radius: .6rem; background: var(--card); border: 1px solid var(--line); color: var(--ink); white-space: pre-wrap; overflow-wrap: anywhere; }

@media (max-width: 40rem) {
  .wide { padding: 0 1rem; }
  .top .wide { padding-top: .6rem; padding-bottom: .3rem; gap: .1rem .5rem; }
  .top { position: static; }
  nav { order: 3; width: 100%; margin-left: -.7rem; }
  html { scroll-padding-top: 1rem; }
  main { padding-top: 1.25rem !important; }
  .articles { grid-template-columns: 1fr; gap: .9rem; }
  .article { grid-template-columns: 5.5rem 1fr; grid-template-rows: auto 1fr auto; column-gap: .6rem; padding-bottom: .75rem; }
  .article .tile { grid-row: 1 / 3; aspect-ratio: 1; align-self: start; }
  .article .picture { width: 55%; }
  .article h2 { margin-top: 0; }
  .article form { grid-column: 1 / -1; }
  .taken { right: auto; top: auto; bottom: .3rem; padding: 0 .4rem; font-size: .66rem; white-space: nowrap; }
  .lines li { grid-template-columns: 2.75rem 1fr auto; padding: .8rem 1rem; gap: .5rem .8rem; }
  .lines .stepper { grid-row: 2; grid-column: 2 / -1; }
  .field { grid-template-columns: auto 1fr; }
  .field button { grid-column: 2; }
  .ask { padding: 1rem; }
  .examples { flex-wrap: nowrap; overflow-x: auto; margin: 0 -1rem -.4rem; padding: 0 1rem .4rem; white-space: nowrap; }
  .intro + .ask { margin-top: -.25rem; }
  th, td { padding: .45rem .8rem; }
}
`;
