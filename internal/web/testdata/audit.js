// Looks at a page as axe would and gives a list of faults in words. Runs in the page, changes nothing that stays.
(() => {
  const faults = [];
  const say = (what, el) => faults.push(what + (el ? ': ' + el.outerHTML.slice(0, 160) : ''));
  const seen = (el) => {
    const s = getComputedStyle(el), r = el.getBoundingClientRect();
    return s.visibility !== 'hidden' && s.display !== 'none' && r.width > 0 && r.height > 0 && el.checkVisibility({ contentVisibilityAuto: true });
  };
  const hidden = (el) => el.closest('.unseen, .skip') !== null || getComputedStyle(el).clipPath === 'inset(50%)';

  // no horizontal scroll
  const root = document.scrollingElement;
  if (root.scrollWidth > innerWidth) {
    say(`page is ${root.scrollWidth} wide in a window of ${innerWidth}`);
    for (const el of document.querySelectorAll('main *, header *')) {
      const r = el.getBoundingClientRect();
      if ((r.left < -1 || r.right > innerWidth + 1) && seen(el) && !el.closest('.unseen, .scroll, .nav ul')) { say('sticks out', el); break; }
    }
  }

  // labels of drawings stay inside them, and those of an axis beside each other
  for (const svg of document.querySelectorAll('svg[role=img]')) {
    if (!seen(svg)) continue;
    const room = svg.viewBox.baseVal, ends = [];
    for (const text of svg.querySelectorAll('text')) {
      const b = text.getBBox();
      if (b.x < -1 || b.x + b.width > room.width + 1) say('cut off by its drawing', text);
      if (text.matches('.axis') && ends.some(([o, y]) => y === text.getAttribute('y') && o.x < b.x + b.width - 1 && b.x < o.x + o.width - 1)) say('on another label', text);
      if (text.matches('.axis')) ends.push([b, text.getAttribute('y')]);
    }
  }

  // language, title, landmarks, headings
  if (!document.documentElement.lang || !document.documentElement.dir) say('html without lang or dir');
  if (!document.title) say('no title');
  for (const tag of ['main', 'header', 'footer', 'nav']) if (!document.querySelector(tag)) say('no ' + tag);
  const heads = [...document.querySelectorAll('h1,h2,h3,h4')].filter((h) => seen(h));
  if (heads.filter((h) => h.tagName === 'H1').length !== 1) say('not one h1 but ' + heads.filter((h) => h.tagName === 'H1').length);
  let level = 0;
  for (const h of heads) {
    const n = +h.tagName[1];
    if (n > level + 1) say(`heading jumps from ${level} to ${n}`, h);
    level = n;
  }

  // ids, references, names
  const ids = new Set();
  for (const el of document.querySelectorAll('[id]')) { if (ids.has(el.id)) say('id twice', el); ids.add(el.id); }
  for (const a of document.querySelectorAll('a[href^="#"]')) if (!ids.has(decodeURIComponent(a.getAttribute('href').slice(1)))) say('link to nowhere', a);
  for (const at of ['aria-labelledby', 'aria-describedby', 'for'])
    for (const el of document.querySelectorAll(`[${at}]`)) for (const id of el.getAttribute(at).split(/\s+/)) if (!ids.has(id)) say(at + ' to nowhere', el);
  const name = (el) => (el.getAttribute('aria-label') || [...(el.labels || [])].map((l) => l.textContent).join(' ') ||
    (el.getAttribute('aria-labelledby') || '').split(/\s+/).map((id) => (document.getElementById(id) || {}).textContent || '').join(' ') || el.textContent || el.title || '').trim();
  for (const el of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [role=img], [role=region], fieldset'))
    if (!name(el)) say('no name', el);
  for (const ul of document.querySelectorAll('ul, ol')) for (const c of ul.children) if (c.tagName !== 'LI') say('list with other than li', ul);
  for (const dl of document.querySelectorAll('dl')) for (const c of dl.children) if (!['DT', 'DD', 'DIV'].includes(c.tagName)) say('dl with other than dt, dd', dl);
  for (const t of document.querySelectorAll('time')) if (!t.dateTime) say('time without datetime', t);

  // focus: in order of the document, starting with the skip link, always to be seen
  const stops = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')].filter((el) => seen(el));
  if (document.querySelector('[tabindex]:not([tabindex="0"]):not([tabindex="-1"])')) say('positive tabindex');
  if (!stops[0] || !stops[0].classList.contains('skip')) say('first stop is not the skip link', stops[0]);
  for (const el of stops.slice(0, 60)) {
    el.focus({ preventScroll: true });
    if (document.activeElement !== el) { say('cannot be focused', el); continue; }
    const s = getComputedStyle(el);
    if (!el.matches(':focus-visible') || s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2) say('focus is not to be seen', el);
  }
  if (document.activeElement) document.activeElement.blur();

  // targets: 24 px, save links inside running text
  for (const el of stops) {
    const r = el.getBoundingClientRect();
    const inText = getComputedStyle(el).display === 'inline';
    if (!hidden(el) && !inText && (r.width < 24 || r.height < 24) && el.type !== 'checkbox' && el.type !== 'radio') say(`target of ${r.width | 0}×${r.height | 0}`, el);
  }

  // contrast of every piece of text against what lies behind it
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const rgba = (c) => known.get(c) || known.set(c, paint(c)).get(c);
  const paint = (c) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => { const f = (v) => ((v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
  const behind = (el) => { for (; el; el = el.parentElement) { const c = rgba(getComputedStyle(el).backgroundColor); if (c[3] > 250) return c; } return [255, 255, 255, 255]; };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const told = new Set();
  while (walk.nextNode()) {
    const el = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !el || !seen(el) || hidden(el) || ['SCRIPT', 'STYLE', 'OPTION', 'TITLE'].includes(el.tagName)) continue;
    const s = getComputedStyle(el), size = parseFloat(s.fontSize), bold = +s.fontWeight >= 700;
    const color = el.namespaceURI.endsWith('svg') ? s.fill : s.color;
    const a = light(rgba(color)), b = light(behind(el));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const want = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    if (ratio < want && !told.has(s.color)) { told.add(s.color); say(`contrast ${ratio.toFixed(2)} of ${walk.currentNode.data.trim().slice(0, 30)}`, el); }
    if (size < 12.9 && !el.namespaceURI.endsWith('svg') && !told.has('size' + size)) { told.add('size' + size); say(`text of ${size} px`, el); }
  }
  return faults;
})()
