/* enhance.js – everything here is optional: the pages work without it. No eval, no innerHTML, no inline style. */
(() => {
const d = document, $ = (s, r = d) => r.querySelector(s), $$ = (s, r = d) => [...r.querySelectorAll(s)];
const tt = window.trustedTypes?.createPolicy('enhance', {createHTML: s => s}); // only same-origin server HTML goes through
const live = $('#live'), say = t => { if (live) { live.textContent = ''; setTimeout(() => live.textContent = t, 50); } };
/* 1. partial page update: <a|form data-swap="#region"> fetches the normal page and swaps one region */
let ctl;
async function swap(url, sel, push, opt = {}) {
  ctl?.abort(); ctl = new AbortController();
  const cur = $(sel); if (!cur) return void (location = url);
  cur.setAttribute('aria-busy', 'true');
  try {
    const r = await fetch(url, {headers: {'X-Partial': sel}, signal: ctl.signal, credentials: 'same-origin', ...opt});
    if (!r.ok || r.redirected && new URL(r.url).pathname !== new URL(url, location).pathname) return void (location = r.url);
    const t = await r.text(), doc = new DOMParser().parseFromString(tt ? tt.createHTML(t) : t, 'text/html'), neu = $(sel, doc);
    if (!neu) return void (location = url);
    const f = d.activeElement?.id, go = () => { cur.replaceWith(d.adoptNode(neu)); if (f) d.getElementById(f)?.focus(); };
    d.startViewTransition && !matchMedia('(prefers-reduced-motion:reduce)').matches ? d.startViewTransition(go) : go();
    if (doc.title) d.title = doc.title;
    if (push) history.pushState({swap: sel}, '', url);
    say($(sel).dataset.announce || '');
  } catch (e) { if (e.name !== 'AbortError') location = url; }
}
d.addEventListener('click', e => {
  const a = e.target.closest('a[data-swap]');
  if (a && !e.ctrlKey && !e.metaKey && !e.shiftKey && !e.button) { e.preventDefault(); swap(a.href, a.dataset.swap, true); }
  const c = e.target.closest('[data-copy]');
  if (c) navigator.clipboard?.writeText(c.dataset.copy).then(() => say(c.dataset.done || 'OK'));
});
d.addEventListener('submit', e => {
  const f = e.target.closest('form[data-swap]');
  if (f && f.method === 'get') { e.preventDefault(); swap(f.action + '?' + new URLSearchParams(new FormData(f, e.submitter)), f.dataset.swap, true); }
  else if (f !== undefined) e.target.dataset.sent = '1';
});
addEventListener('popstate', e => location.reload());
/* 2. grid: select all + count; auto-submit selects */
d.addEventListener('change', e => {
  const t = e.target, f = t.form;
  if (t.matches('[data-all]')) $$('tbody input[type=checkbox]', f).forEach(c => c.checked = t.checked);
  const n = f && $('[data-count]', f); if (n) n.textContent = $$('tbody input:checked', f).length;
  if (t.matches('[data-auto]')) f.requestSubmit();
});
/* 3. unsaved changes guard + sticky save bar state */
$$('form[data-guard]').forEach(f => f.addEventListener('input', () => { f.dataset.dirty = '1'; $('[data-dirty-note]', f)?.removeAttribute('hidden'); }));
addEventListener('beforeunload', e => { if ($('form[data-dirty]:not([data-sent])')) e.preventDefault(); });
/* 4. keyboard: Ctrl/⌘+K and / = search, ? = help, g then o/c/i/s/l/d = go to */
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
/* 5. palette: records come from the server; <input data-search="ADDRESS"> says from where */
const pi = $('#palette input[data-search]'); let pt;
pi?.addEventListener('input', () => { clearTimeout(pt); pt = setTimeout(() => swap(pi.dataset.search + '?q=' + encodeURIComponent(pi.value), '#presults', false), 150); });
/* 6. close <details class=menu> on outside click / Esc; fallback for command/commandfor */
d.addEventListener('click', e => $$('details.menu[open]').forEach(m => m.contains(e.target) || (m.open = false)));
d.addEventListener('keydown', e => { if (e.key === 'Escape') { const m = $('details.menu[open]'); if (m) { m.open = false; $('summary', m).focus(); } } });
if (!('commandForElement' in HTMLButtonElement.prototype)) d.addEventListener('click', e => {
  const b = e.target.closest('button[commandfor]'), x = b && d.getElementById(b.getAttribute('commandfor')); if (!x) return;
  const c = b.getAttribute('command'); c === 'show-modal' ? x.showModal() : x.close();
});
})();
