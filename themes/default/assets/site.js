/* The notice that the nightly job is dead: shown where the last check lies further back than the site allows.
   Where the answer cannot be read, nothing is known and nothing is said. shared.js stands in front. */

const notice = document.querySelector('[data-stale-notice]');

if (notice && now) {
  fetch(notice.dataset.status, { cache: 'no-cache' })
    .then((answer) => answer.json())
    .then(({ checked }) => {
      const age = (Date.parse(today) - Date.parse(checked)) / 864e5;
      if (!(age > notice.dataset.days)) return;
      const date = new Date(checked).toLocaleDateString(page.lang, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
      notice.querySelector('[data-stale-date]').textContent = date;
      notice.querySelector('[data-stale-checked]').hidden = false;
      notice.hidden = false;
    })
    .catch(() => undefined);
}
