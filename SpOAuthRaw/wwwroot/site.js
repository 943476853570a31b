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
