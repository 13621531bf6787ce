/** The look of the stand-in's pages: system fonts, one column on a phone, light and dark. */
export const style = `
:root { color-scheme: light dark; --line: light-dark(#e3e3e3, #3a3a3a); --soft: light-dark(#616161, #b0b0b0);
  --page: light-dark(#f1f1f1, #1a1a1a); --card: light-dark(#fff, #242424); --text: light-dark(#1a1a1a, #ececec); --link: light-dark(#005bd3, #7db4ff); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; padding-bottom: 0; }
h1 { font-size: 1.25rem; margin: 0; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.empty { padding: 3rem 1rem; text-align: center; color: var(--soft); }
.soft { color: var(--soft); }
ol.mail { list-style: none; margin: 0; padding: 0; }
ol.mail li + li { border-top: 1px solid var(--line); }
ol.mail a { display: grid; grid-template-columns: 14rem 1fr auto; gap: .25rem 1rem; padding: .75rem 1rem; color: inherit; text-decoration: none; }
ol.mail a:hover { background: color-mix(in srgb, var(--link) 8%, transparent); }
ol.mail a:focus-visible { outline-offset: -2px; }
ol.mail strong { font-weight: 600; }
ol.mail span, ol.mail strong { min-width: 0; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: .25rem 1rem; margin: 0; padding: 1rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
nav.tabs { display: flex; flex-wrap: wrap; gap: .25rem; padding: .5rem; border-block: 1px solid var(--line); }
nav.tabs a { padding: .4rem .8rem; border-radius: 8px; color: inherit; text-decoration: none; }
nav.tabs a[aria-current] { background: var(--page); font-weight: 600; }
iframe { display: block; width: 100%; height: 70vh; border: 0; background: #fff; }
pre { margin: 0; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.5 ui-monospace, monospace; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; padding: 1rem; border-top: 1px solid var(--line); }
button { font: inherit; padding: .4rem .8rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: inherit; cursor: pointer; min-height: 2.25rem; }
@media (max-width: 40rem) { ol.mail a { grid-template-columns: 1fr; } dl { grid-template-columns: 1fr; gap: 0; } dd + dt { margin-top: .5rem; } }
`;
