/* enhance.js: everything here is optional, the pages work without it. No eval, no innerHTML, no inline style.
 * What it looks for:
 *   <a|form method=get data-swap="#region">   loads the page and replaces only that region
 *   <a data-dialog="#region">                 shows that region of the page behind the link in a dialog;
 *                                             [data-close] in it closes; data-from: of that page instead
 *   <select data-auto>                        submits its form when changed; data-auto="#b" by that button
 *   <div data-password="#field" hidden>       meter, its words and [data-show] for a new password
 *   <input type=checkbox data-all>, [data-count]   in a form: ticks all rows, shows how many are ticked
 *   <select data-shows="id" data-shows-value="v">  shows the element while v is chosen
 *   <input type=checkbox data-inherit="id">   takes the control's value from elsewhere: it is off while ticked
 *   .tree input, .rgrp summary, [data-ticked] a resource brings those below it and needs those above; counts
 *   <input data-filter="#tree"> in [hidden], [data-found]   shows the branches whose labels have what is typed; says how many
 *   <form data-submit>                        goes off by itself
 *   <form data-guard>, [data-dirty-note]      warns before typed things are lost, shows that there are some
 *   <button data-copy="text" data-done="said">     copies
 *   <button data-print hidden>                prints the page
 *   <a data-go="o">                           g o leads there; / and Ctrl+K search (#gs), ? shows #keys
 *   #palette input[data-search="address"]     finds records while typing, into #presults
 *   [data-announce]                           on a swapped region: said to screen readers by #live */
(() => {
const d = document, $ = (s, r = d) => r.querySelector(s), $$ = (s, r = d) => [...r.querySelectorAll(s)];
const tt = window.trustedTypes?.createPolicy('enhance', {createHTML: s => s}); // only same-origin server HTML goes through
const live = $('#live'), say = t => { if (live) { live.textContent = ''; setTimeout(() => live.textContent = t, 50); } };
const here = () => location.pathname + location.search, plain = e => !e.ctrlKey && !e.metaKey && !e.shiftKey && !e.button;
let ctl, at = here();
/* 1. one region of another page; null: the browser went there instead, since something was not as expected */
async function part(url, sel) {
  ctl?.abort(); ctl = new AbortController();
  try {
    const r = await fetch(url, {headers: {'X-Partial': sel}, signal: ctl.signal, credentials: 'same-origin'});
    if (!r.ok || r.redirected && new URL(r.url).pathname !== new URL(url, location).pathname) return void (location = r.url);
    const t = await r.text(), doc = new DOMParser().parseFromString(tt ? tt.createHTML(t) : t, 'text/html'), neu = $(sel, doc);
    if (!neu) return void (location = url);
    return {title: doc.title, neu: d.adoptNode(neu)};
  } catch (e) { if (e.name !== 'AbortError') location = url; }
}
async function swap(url, sel, push) {
  const cur = $(sel); if (!cur) return void (location = url);
  cur.setAttribute('aria-busy', 'true');
  const p = await part(url, sel); if (!p) return;
  const f = d.activeElement?.id, go = () => { cur.replaceWith(p.neu); if (f) d.getElementById(f)?.focus(); };
  d.startViewTransition && !matchMedia('(prefers-reduced-motion:reduce)').matches ? d.startViewTransition(go) : go();
  if (push) { if (p.title) d.title = p.title; history.pushState(null, '', url); at = here(); }
  say(p.neu.dataset.announce || '');
}
/* 2. the page behind a link as a dialog: a confirmation, mostly */
async function dialog(a) {
  const p = await part(a.dataset.from || a.href, a.dataset.dialog); if (!p) return;
  for (const i of $$('[id]', p.neu).filter(i => d.getElementById(i.id))) { // the page has a field of this name, too
    const was = i.id; i.id += '-dialog';
    for (const by of ['for', 'aria-labelledby', 'aria-describedby'])
      $$(`[${by}="${CSS.escape(was)}"]`, p.neu).concat(p.neu).forEach(n => n.getAttribute(by) === was && n.setAttribute(by, i.id));
  }
  const x = d.createElement('dialog'), b = d.createElement('div'), h = $('h1,h2', p.neu);
  b.className = 'b'; b.append(p.neu); x.append(b);
  if (h) { h.id ||= 'dialog-h'; x.setAttribute('aria-labelledby', h.id); }
  x.addEventListener('close', () => { x.remove(); a.focus(); });
  d.body.append(x); x.showModal();
}
d.addEventListener('click', e => {
  const a = e.target.closest('a[data-swap],a[data-dialog]'), x = e.target.closest('dialog [data-close]');
  if (x) { e.preventDefault(); x.closest('dialog').close(); }
  else if (a && plain(e)) { e.preventDefault(); a.dataset.dialog ? dialog(a) : swap(a.href, a.dataset.swap, true); }
  const c = e.target.closest('[data-copy]');
  if (c) navigator.clipboard?.writeText(c.dataset.copy).then(() => say(c.dataset.done || 'OK'));
});
d.addEventListener('submit', e => {
  const f = e.target.closest('form[data-swap]');
  const of = n => f.getAttribute(n) ?? ''; // f.action is a field, if one is called so
  if (f && of('method') !== 'post') { e.preventDefault(); swap(of('action') + '?' + new URLSearchParams([...new FormData(f, e.submitter)].filter(([, v]) => v)), f.dataset.swap, true); }
  else e.target.dataset.sent = '1';
});
addEventListener('popstate', () => { if (here() !== at) location.reload(); }); // a jump to #somewhere is none of ours
/* 3. lists: select all and count; selects that submit */
d.addEventListener('change', e => {
  const t = e.target, f = t.form; if (!f) return;
  const rows = [...f.elements].filter(c => c.matches('tbody input[type=checkbox]')); // the form may stand elsewhere
  if (t.matches('[data-all]')) rows.forEach(c => c.checked = t.checked || c.disabled && c.checked);
  const n = $('[data-count]', f); if (n) n.textContent = rows.filter(c => c.checked).length;
  if (t.matches('[data-auto]')) f.requestSubmit(t.dataset.auto ? $(t.dataset.auto, f) : undefined);
});
/* 4. controls that depend on another: scopes of settings, resources of a role */
const inherit = c => { const t = d.getElementById(c.dataset.inherit); if (t) t.disabled = c.checked; };
const shows = c => { const t = d.getElementById(c.dataset.shows); if (t) t.hidden = c.value !== c.dataset.showsValue; };
const branch = c => { // ticks below follow, ticks above are needed
  const li = c.closest('li'), root = c.closest('.tree'), box = 'input[type=checkbox]';
  $$('ul ' + box, li).forEach(b => { if (!c.checked || !b.closest('li[hidden]')) b.checked = c.checked; }); // nothing unseen is granted
  if (c.checked) for (let up = li.parentElement.closest('.tree li'); up; up = up.parentElement.closest('.tree li')) $(box, up).checked = true;
  const count = r => [$$(box + ':checked', r).length, $$(box, r).length];
  $$('.rgrp', root).forEach(r => { const n = $('summary .muted', r); if (n) n.textContent = count(r).join('/'); });
  const n = $('[data-ticked]'); if (n) n.textContent = n.textContent.replace(/\d+/, count(root)[0]);
};
d.addEventListener('change', e => {
  if (e.target.matches('[data-inherit]')) inherit(e.target);
  if (e.target.matches('[data-shows]')) shows(e.target);
  if (e.target.matches('.tree input')) branch(e.target);
});
$$('[data-inherit]').forEach(inherit); $$('[data-shows]').forEach(shows);
$$('[data-filter]').forEach(i => { // a branch shows with those above it, and those below
  const tree = $(i.dataset.filter), box = i.closest('[hidden]'), n = $('[data-found]', box), label = li => $('label', li).textContent.trim().toLowerCase();
  box.hidden = false;
  i.addEventListener('keydown', e => { if (e.key === 'Enter') e.preventDefault(); }); // it is no field of the form
  i.addEventListener('input', e => {
    e.stopPropagation();
    const v = i.value.trim().toLowerCase(), all = $$('li', tree), hits = all.filter(li => label(li).includes(v));
    all.forEach(li => li.hidden = !hits.some(h => h.contains(li) || li.contains(h)));
    $$('.rgrp', tree).forEach(r => { r.hidden = !$('li:not([hidden])', r); if (v && !r.hidden) r.open = true; });
    n.textContent = v ? n.dataset.found.replace(/\d+/, hits.length) : '';
  });
});
$$('[data-print]').forEach(b => { b.hidden = false; b.addEventListener('click', () => print()); });
/* 5. new passwords: how strong (length and kinds of characters), and show them */
$$('[data-password]').forEach(b => {
  const f = $(b.dataset.password), m = $('meter', b), w = $('[data-words]', b), words = w.dataset.words.split('|');
  const fields = () => $$('input[autocomplete=new-password]', f.form);
  b.hidden = false;
  f.addEventListener('input', () => {
    const v = f.value, kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter(k => k.test(v)).length;
    const n = !v ? 0 : v.length < 8 || kinds < 3 ? 1 : Math.min(4, 2 + (v.length > 11) + (v.length > 15));
    m.value = n; if (w.textContent !== words[n]) w.textContent = words[n];
  });
  $('[data-show]', b)?.addEventListener('change', e => fields().forEach(i => i.type = e.target.checked ? 'text' : 'password'));
});
$$('[data-auto]').forEach(t => { const b = t.dataset.auto && $(t.dataset.auto, t.form); if (b) b.hidden = true; }); // the select itself does it
/* 6. what was typed is not lost silently */
d.addEventListener('input', e => {
  const f = e.target.closest('form[data-guard]'); if (!f) return;
  f.dataset.dirty = '1'; $('[data-dirty-note]')?.removeAttribute('hidden');
});
addEventListener('beforeunload', e => { if ($('form[data-dirty]:not([data-sent])')) e.preventDefault(); });
$('form[data-submit]')?.requestSubmit();
/* 7. keyboard: Ctrl/⌘+K and / = search, ? = help, g then a letter = go to */
let g = 0;
d.addEventListener('keydown', e => {
  const typing = e.target.closest('input,textarea,select,[contenteditable]');
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') { e.preventDefault(); ($('#palette')?.showModal?.(), $('#palette input') || $('#gs'))?.focus(); return; }
  if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === '/') { const q = $('#gs'); if (q) { e.preventDefault(); q.focus(); } }
  else if (e.key === '?') $('#keys')?.showModal();
  else if (e.key === 'g') g = Date.now();
  else if (Date.now() - g < 1200) { const a = $(`[data-go="${CSS.escape(e.key)}"]`); g = 0; if (a) a.click(); }
});
/* 8. palette: records come from the server */
const pi = $('#palette input[data-search]'); let pt;
pi?.addEventListener('input', () => { clearTimeout(pt); pt = setTimeout(() => swap(pi.dataset.search + '?q=' + encodeURIComponent(pi.value), '#presults', false), 150); });
/* 9. close <details class=menu> on outside click and Esc; command and commandfor where the browser lacks them */
d.addEventListener('click', e => $$('details.menu[open]').forEach(m => m.contains(e.target) || (m.open = false)));
d.addEventListener('keydown', e => { if (e.key === 'Escape') { const m = $('details.menu[open]'); if (m) { m.open = false; $('summary', m).focus(); } } });
if (!('commandForElement' in HTMLButtonElement.prototype)) d.addEventListener('click', e => {
  const b = e.target.closest('button[commandfor]'), x = b && d.getElementById(b.getAttribute('commandfor')); if (!x) return;
  const c = b.getAttribute('command'); c === 'show-modal' ? x.showModal() : x.close();
});
})();
