// Comfort only; every page works without it. A tap on a name or date opens its note in place, a second follows it;
// the copy buttons, hidden until here, copy a citation.
'use strict';
const touch = matchMedia('(hover: none)');
document.addEventListener('click', (e) => {
  const term = e.target.closest('[data-tip]');
  for (const open of document.querySelectorAll('.open')) if (open !== term) open.classList.remove('open');
  if (term && touch.matches && !term.classList.contains('open')) {
    term.classList.add('open');
    e.preventDefault();
  }
});
document.addEventListener('keydown', (e) => {
  if (e.key === 'Escape') for (const open of document.querySelectorAll('.open')) open.classList.remove('open');
});
for (const button of document.querySelectorAll('button.copy')) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.of).innerText.trim());
    button.textContent = button.dataset.done;
  });
}
// The page of imports reads itself anew while one runs, unless its reader is at something.
const again = document.querySelector('[data-again]');
if (again) setInterval(() => { if (document.activeElement === document.body && !document.hidden) location.reload(); }, 1000 * again.dataset.again);
