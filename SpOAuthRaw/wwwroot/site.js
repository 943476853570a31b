// Script only adds: every page works without it.

// Copy buttons are hidden until there is somebody to press them for.
for (const button of document.querySelectorAll('button[data-copy]')) {
  const label = button.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

// A browser that kept a cookie to itself posts the provider's form once more from here, where the cookie comes along.
document.querySelector('form#repost')?.submit();

// Pointing at a value lights it up wherever else it stands on the page, with the row that tells its way. So does focusing it: the first of a
// value in each message is a stop for Tab, and the rest are not, or nobody would get past a page.
for (const row of document.querySelectorAll('#values [data-v]')) {
  const value = `.v[data-v="${row.dataset.v}"]`;
  for (const each of document.querySelectorAll(value)) each.title = row.textContent.trim().replace(/\s+/g, ' ');
  for (const wire of document.querySelectorAll('pre[data-wire]')) wire.querySelector(value)?.setAttribute('tabindex', '0');
}
const twins = name => document.querySelectorAll(`[data-v="${name}"]`);
for (const type of ['pointerover', 'focusin']) {
  document.addEventListener(type, event => {
    document.querySelectorAll('.twin').forEach(each => each.classList.remove('twin'));
    const name = event.target.closest?.('[data-v]')?.dataset.v;
    if (name) twins(name).forEach(each => each.classList.add('twin'));
  });
}

// Arrow keys turn the pages of the walkthrough, unless somebody is typing or reading sideways.
document.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input, textarea, select, pre, .scroll')) return;
  const rel = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key];
  document.querySelector(`a[rel="${rel}"]`)?.click();
});

// On a narrow screen a drawing begins with whoever stands leftmost in this step's messages, further on only where that shows all of their arrows.
for (const drawing of document.querySelectorAll('.sequence .scroll')) {
  const start = drawing.getBoundingClientRect().left - drawing.scrollLeft;
  const boxes = selector => [...drawing.querySelectorAll(selector)].map(each => each.getBoundingClientRect());
  const arrows = boxes('.seq-now .seq-msg');
  const left = Math.min(...arrows.map(each => each.left - start));
  const right = Math.max(...arrows.map(each => each.right - start)) + 8;
  const actor = Math.max(0, ...boxes('.seq-actor').map(each => each.left - start).filter(each => each < left && each > 40));
  if (arrows.length) drawing.scrollLeft = right - left < drawing.clientWidth ? Math.max(actor, right - drawing.clientWidth) : actor;
}

// The box beside the downloads changes them at once; without script, its button does.
for (const box of document.querySelectorAll('.take-away input[name="unmask"]')) {
  const links = box.closest('.take-away').querySelectorAll('a[download]');
  const update = () => links.forEach(link => link.setAttribute('href', link.pathname + (box.checked ? '?unmask=true' : '')));
  box.form.querySelector('button').hidden = true;
  box.addEventListener('change', update);
  update();
}
