/**
 * The style sheet: light or dark as the reader prefers, and for printing. Colours have a contrast of at least 4.5 (WCAG
 * AA).
 */
export const STYLE = `
:root {
  --page: #ffffff; --panel: #f6f7f9; --line: #d5d9e0; --text: #1b1f27; --faint: #5a6372; --link: #0b57c4;
  --error: #b3142b; --error-fill: #fdecee; --warning: #8a5300; --warning-fill: #fff4de; --note: #48566a;
  --sound: #12703a; --sound-fill: #e7f6ec; --code: #eef0f4;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--text); background: var(--page);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171c; --panel: #1c2027; --line: #363d49; --text: #e6e9ee; --faint: #a2abb9; --link: #7fb2ff;
    --error: #ff8593; --error-fill: #3a1a20; --warning: #f2b65a; --warning-fill: #35280f; --note: #a9b6c9;
    --sound: #6fd598; --sound-fill: #15301f; --code: #262c35;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.25rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .35rem 0; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
code, pre, .number { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .87em; }
code { background: var(--code); padding: .1em .35em; border-radius: 4px; overflow-wrap: anywhere; }
pre { background: var(--code); margin: .3rem 0; padding: .5rem .7rem; border-radius: 6px; white-space: pre-wrap;
  overflow-wrap: anywhere; }
pre.command { user-select: all; }
button.copy { font: inherit; font-size: .8em; line-height: 1.4; color: var(--faint); background: var(--panel); border: 1px solid var(--line);
  border-radius: 5px; padding: 0 .45rem; margin-left: .45rem; cursor: pointer; vertical-align: baseline; }
button.copy:hover { color: var(--text); } .holder { position: relative; } .holder pre { padding-right: 4.2rem; }
.holder button.copy { position: absolute; top: .4rem; right: .5rem; }
.faint { color: var(--faint); }
.tool { color: var(--faint); margin: 0 0 .25rem; letter-spacing: .02em; }
.error { color: var(--error); } .warning { color: var(--warning); } .note { color: var(--note); }
.sound { color: var(--sound); }
.skip { position: absolute; left: -999rem; } .skip:focus { position: static; }
.tiles { display: flex; flex-wrap: wrap; gap: .6rem; list-style: none; margin: 1rem 0; padding: 0; }
.tiles li { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: .45rem .9rem; min-width: 6.5rem; }
.tiles b { display: block; font-size: 1.35rem; line-height: 1.2; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0; }
dl.facts dt { color: var(--faint); } dl.facts dd { grid-column: 2; margin: 0; overflow-wrap: anywhere; }
#toolbar { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
  background: var(--page); border-bottom: 1px solid var(--line); padding: .6rem 0; margin-top: 1rem; }
#toolbar input[type=search] { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--faint);
  border-radius: 6px; padding: .3rem .6rem; width: 20rem; max-width: 100%; }
#toolbar button { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--faint); border-radius: 6px;
  padding: .3rem .7rem; cursor: pointer; }
#toolbar fieldset { border: 0; margin: 0; padding: 0; display: flex; gap: .9rem; }
#toolbar legend { position: absolute; left: -999rem; }
#shown { color: var(--faint); }
.finding { border: 1px solid var(--line); border-left: 5px solid var(--note); border-radius: 6px; padding: .7rem 1rem;
  margin: .7rem 0; background: var(--panel); }
.finding.is-error { border-left-color: var(--error); } .finding.is-warning { border-left-color: var(--warning); }
.finding h3 { margin-bottom: .2rem; }
.finding dl { display: grid; grid-template-columns: 7rem 1fr; gap: .35rem 1rem; margin: .5rem 0 0; }
.finding dt { color: var(--faint); } .finding dd { grid-column: 2; margin: 0; min-width: 0; }
.finding dd p:first-child { margin-top: 0; }
.finding ul { margin: .3rem 0; padding-left: 1.2rem; }
.finding.joined { margin-left: 1.5rem; }
.finding details > summary, .drawing > summary { cursor: pointer; color: var(--link); }
p.line { padding: .15rem 0; }
section.nothing::after { content: "Nothing here fits the filter."; color: var(--faint); }
details.session, details.group { border: 1px solid var(--line); border-radius: 6px; margin: .7rem 0; background: var(--page); }
details.session > summary, details.group > summary { cursor: pointer; padding: .6rem 1rem; background: var(--panel); border-radius: 6px; }
details > summary h3 { display: inline; }
details.session > .inside { content-visibility: auto; contain-intrinsic-size: auto 14rem; }
details > .inside { padding: .5rem 1rem 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
#breakdown table { margin-bottom: 1rem; } #breakdown td:first-child { overflow-wrap: anywhere; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 600; }
td.number, th.number { text-align: right; white-space: nowrap; } th.number { font: inherit; font-weight: 600; }
td.number + td, th.number + th { padding-left: .6rem; }
tbody.item > tr:target > td, tr:target > td { background: var(--warning-fill); }
tr.is-error > td { background: var(--error-fill); } tr.is-warning > td { background: var(--warning-fill); }
.payload table { background: var(--panel); } .payload td + td { overflow-wrap: anywhere; }
.payload summary { cursor: pointer; color: var(--link); }
.payload th:first-child, .payload td:first-child { padding-left: .6rem; }
.payload td:first-child code { overflow-wrap: break-word; } .payload td:nth-child(2) { width: 45%; }
tr:has(+ tr.under) > td { border-bottom: 0; padding-bottom: 0; } tr.under > td { padding-top: 0; }
.ladder { display: block; width: 100%; min-width: 46rem; max-width: 62rem; height: auto; margin: .5rem 0 1rem; font-size: 13px; }
.ladder text { fill: var(--text); } .ladder .faint { fill: var(--faint); }
.ladder .head { font-weight: 600; }
.ladder .line { stroke: var(--faint); stroke-width: 1.5; }
.ladder .request { stroke: var(--text); stroke-width: 1.6; fill: none; }
.ladder .answer { stroke: var(--faint); stroke-width: 1.3; stroke-dasharray: 5 3; fill: none; }
.ladder .tip { fill: var(--text); } .ladder .tip.back { fill: var(--faint); }
.ladder .gap { fill: var(--error-fill); stroke: var(--error); stroke-width: 1.6; stroke-dasharray: 7 4; }
.ladder .gap.is-warning { fill: var(--warning-fill); stroke: var(--warning); }
.ladder .gap.is-note { fill: none; stroke: var(--note); }
.ladder .is-error .request, .ladder .is-error .answer { stroke: var(--error); }
.ladder .is-warning .request, .ladder .is-warning .answer { stroke: var(--warning); }
.ladder .is-error .tip { fill: var(--error); } .ladder .is-warning .tip { fill: var(--warning); }
.ladder .is-error text.label { fill: var(--error); font-weight: 600; }
.ladder .is-warning text.label { fill: var(--warning); font-weight: 600; }
.ladder .is-note text.label { fill: var(--note); }
.ladder a:focus-visible { outline-offset: 0; }
footer { margin-top: 3rem; color: var(--faint); border-top: 1px solid var(--line); padding-top: .75rem; }
@media (max-width: 40rem) { #toolbar { position: static; } .finding dl, dl.facts { grid-template-columns: 1fr; } .finding dd, dl.facts dd { grid-column: auto; } #breakdown :is(th, td) { padding-inline: .2rem; } .finding dt { margin-top: .3rem; } }
@media print {
  @page { margin: 10mm; }
  :root { --page: #fff; --panel: #fff; --text: #000; --faint: #444; --line: #999; --code: #f2f2f2; --link: #000;
    --error: #a00; --error-fill: #fee; --warning: #740; --warning-fill: #fff6e0; --note: #333; --sound: #060; font-size: 7.5pt;
    line-height: 1.3; }
  body { max-width: none; padding: 0; } #toolbar, .skip, button.copy, .drawing, .payload, tr.under, .tool, .wrong { display: none; }
  h1 { font-size: 1.4rem; } h2 { margin: .9rem 0 .4rem; }
  .tiles { margin: .4rem 0; gap: .3rem; } .tiles li { padding: .1rem .5rem; min-width: 0; } .tiles b { display: inline; font-size: 1rem; margin-right: .3rem; }
  .finding { padding: .3rem .6rem; margin: .35rem 0; } .finding dl { gap: .1rem .8rem; margin-top: .2rem; }
  p, .finding ul, pre { margin: .1rem 0; } pre { padding: .1rem .4rem; }
  details.session, details.group { margin: .3rem 0; } details.session > summary, details.group > summary { padding: .15rem .6rem; }
  details > .inside { padding: .1rem .6rem .3rem; } th, td { padding: .06rem .5rem .06rem 0; }
  .finding, tr, tbody, dd, pre { break-inside: avoid; } h2, h3, summary, thead { break-after: avoid; }
  dl.facts, .session dl.facts { display: block; margin: .1rem 0; } dl.facts dt, dl.facts dd { display: inline; } dl.facts .wrong { display: none; }
  dl.facts dt::after, .finding dd > p::after { content: " "; } dl.facts dd::after { content: "; "; }
  .finding dl { display: block; } .finding dt, .finding dd > p, .finding dd > code { display: inline; } .finding dd { display: block; }
  .finding dt { float: left; min-width: 5.5rem; margin-right: .5rem; } .holder pre { padding-right: .4rem; }
  details.session > .inside { content-visibility: visible; }
  .scroll { overflow: visible; } footer { margin-top: .6rem; padding-top: .2rem; }
}
`;
