/** The look of the start page: close to the Shopify admin's, one column on a phone. */
export const style = `
:root { color-scheme: light dark; --line: light-dark(#e3e3e3, #3a3a3a); --soft: light-dark(#616161, #b0b0b0);
  --page: light-dark(#f1f1f1, #1a1a1a); --card: light-dark(#fff, #242424); --text: light-dark(#303030, #ececec); --link: light-dark(#005bd3, #7db4ff); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 14px/1.5 Inter, system-ui, sans-serif; overflow-wrap: anywhere; }
header { background: #1a1a1a; color: #fff; padding: .75rem 1rem; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; --soft: #b0b0b0; --link: #fff; }
header p { margin: 0; }
header ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem; margin: 0; padding: 0; }
header a { display: inline-block; padding: .4rem .6rem; border-radius: 8px; text-decoration: none; }
header a[aria-current] { background: #4a4a4a; font-weight: 600; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; background: var(--card); padding: .5rem; } .skip:focus { left: .5rem; top: .5rem; }
main { max-width: 62rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.25rem; margin: 0 0 1rem; } h2 { font-size: 1rem; margin: 0; } h3 { font-size: .875rem; margin: .75rem 0 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1rem; margin: 0 0 1rem; }
.card p { margin: 0; } .card ul { margin: .25rem 0 0; padding-left: 1.25rem; }
.soft { color: var(--soft); }
.badge { display: inline-block; padding: 0 .5rem; border-radius: 8px; background: var(--page); font-size: .75rem; font-weight: 500; }
.empty { padding: 3rem 1rem; text-align: center; color: var(--soft); }
`;
