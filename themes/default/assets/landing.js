/* Whether the point is open at this moment, or when it next is; and that its last day has passed. shared.js stands in front. */

const line = document.querySelector('[data-open-now]');

if (now) document.querySelectorAll('[data-after]').forEach((item) => { item.hidden = today <= item.dataset.after; });
if (line && now) tell(line);

function tell({ dataset: { from = '', until = '9', on, later, next, days }, classList }) {
  for (let ahead = 0; ahead < 8; ahead += 1) {
    const day = addDays(today, ahead);
    for (const [start, end] of day < from || day > until ? [] : spans(weekday(day))) {
      const text = ahead > 0 ? next : now.slice(11) < start ? later : now.slice(11) < end ? on : '';
      if (!text) continue;
      classList.toggle('is-open', text === on);
      const time = (text === on ? end : start).replace(/^0/, '');
      line.textContent = text.replace('%d', days.split('|')[weekday(day) - 1]).replace('%t', time);
      line.hidden = false;
      return;
    }
  }
}

/* The spans of a weekday in order, each as start and end. */
function spans(number) {
  return [...document.querySelectorAll('[data-spans]')]
    .filter(({ dataset }) => dataset.weekdays.includes(number))
    .flatMap(({ dataset }) => dataset.spans.split(' '))
    .sort()
    .map((span) => span.split('-'));
}
