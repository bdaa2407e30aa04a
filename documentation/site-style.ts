/** The style of all pages of the site: light or dark as the reader's system is, one column on a small screen. */
export const SITE_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dce2, #3a414b); --code: light-dark(#f3f5f7, #1f242b); --link: light-dark(#0b57d0, #8ab4f8); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; display: grid; grid-template-columns: 17rem minmax(0, 1fr); color: light-dark(#1b1f24, #dde2e8); background: light-dark(#fff, #14181d); }
nav { border-right: 1px solid var(--line); padding: 1.5rem; font-size: .875rem; position: sticky; top: 0; height: 100vh; overflow: auto; }
nav .start { font-weight: 700; font-size: 1.1rem; }
nav h2 { font-size: .8rem; margin: 1.25rem 0 .25rem; }
nav ul { padding-left: 1rem; margin: 0; }
main { padding: 1.5rem 2.5rem 4rem; max-width: 62rem; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
h1, h2, h3 { line-height: 1.25; }
code { background: var(--code); padding: .1em .3em; border-radius: 3px; font-size: .9em; }
pre { background: var(--code); padding: .9rem 1rem; overflow: auto; border-radius: 6px; line-height: 1.35; }
pre code { padding: 0; background: none; font-size: .85rem; }
table { border-collapse: collapse; display: block; overflow: auto; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; vertical-align: top; text-align: left; }
img { max-width: 100%; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); } main { padding: 1.25rem; } }
@media print { nav { display: none; } body { display: block; } }
`;
