// How the page of an imitated portal looks: on a phone and on a screen, by day and by night. Nothing from outside.

/** The style sheet; its digest stands in the page's security policy. */
export const simulatorStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #fff; --card: #f6f8fa; --line: #d0d7de;
  --good: #116329; --warn: #7d4e00; --bad: #a40e26; --accent: #0a4b8c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b1; --paper: #0d1117; --card: #161b22;
  --line: #30363d; --good: #57ab5a; --warn: #d29922; --bad: #ff7b72; --accent: #79b8ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
main, header, footer { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.25rem; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 2rem 0 .75rem; font-size: 1.15rem; }
p { margin: .25rem 0; }
a { color: var(--accent); }
.soft { color: var(--soft); }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin-top: .5rem; }
.sums { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1.25rem 0 0; }
.sums div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; }
.sums dt { color: var(--soft); font-size: .875rem; }
.sums dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.bad { color: var(--bad); }
.badge { display: inline-block; border: 1px solid currentcolor; border-radius: 1rem; padding: 0 .5rem;
  font-size: .8125rem; color: var(--bad); white-space: nowrap; }
.fault { color: var(--warn); }
.kept { color: var(--good); }
code { font-family: "Noto Sans Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace; font-size: .875em;
  overflow-wrap: anywhere; }
ul { list-style: none; margin: 0; padding: 0; }
.tasks { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: .75rem; }
.tasks > li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem;
  overflow-wrap: anywhere; }
.tasks h3 { margin: 0 0 .25rem; font-size: 1rem; line-height: 1.35; }
.tasks progress { width: 100%; height: .5rem; accent-color: var(--accent); }
details { margin-top: .5rem; }
summary { cursor: pointer; }
details li { padding: .35rem 0; border-top: 1px solid var(--line); }
.rows { border: 1px solid var(--line); border-radius: .5rem; }
.rows li { display: flex; flex-wrap: wrap; gap: 0 .75rem; padding: .4rem .75rem; border-top: 1px solid var(--line); }
.rows li:first-child { border-top: 0; }
.rows .what { flex: 1 1 16rem; min-width: 0; }
.rows .end { font-variant-numeric: tabular-nums; }
.rows .why { flex-basis: 100%; font-size: .9375rem; }
footer { padding-top: 2rem; padding-bottom: 2rem; font-size: .875rem; }
`;
