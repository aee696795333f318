/* Words relative to now, which only the browser can know: past, today, tomorrow. Nothing is ever hidden.
   The renderer puts this file in front of site.js, and in front of landing.js. All words come from the page. */
'use strict';

const page = document.documentElement;
const now = moment();
const today = now && now.slice(0, 10);

if (now) document.querySelectorAll('[data-ends]').forEach(mark);

/* This moment in the campaign's zone as 2025-10-20T18:05, so that moments compare as text. Undefined where the clock is
   earlier than the page itself and so cannot be right. */
function moment() {
  const clock = new Date();
  let text = '';
  try {
    text = clock.toLocaleString('sv', { timeZone: page.dataset.tz }).replace(' ', 'T').slice(0, 16);
  } catch {
    /* A phone without the table of zones: its own time stands in. */
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) {
    text = new Date(clock - clock.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  }
  const set = page.dataset.now || '';
  text = set + text.slice(set.length);
  return text.slice(0, 10) < (page.dataset.date || '') ? undefined : text;
}

function mark(item) {
  const words = document.body.dataset;
  const { starts, ends, weekdays } = item.dataset;
  const deadline = 'deadline' in item.dataset;
  const past = ends < now;
  const day = past || deadline ? '' : next();
  let word = '';
  if (past) word = deadline ? words.overdue : words.past;
  else if (deadline) word = ends.slice(0, 10) === today ? words.due : '';
  else if (day === today) word = words.today;
  else if (day === addDays(today, 1)) word = words.tomorrow;
  const tile = item.querySelector('.tile');
  if (tile && day && tile.dateTime !== day) show(tile, day);
  if (!word) return;
  const place = item.querySelector('[data-mark]');
  place.textContent = word;
  place.hidden = false;
  item.classList.toggle('past', past);
  if (past && 'sort' in item.parentElement.dataset) item.parentElement.append(item);

  /* The first day of a run that is not over yet; the hours of today may be. None where no weekday is left. */
  function next() {
    const from = ends.slice(11) < now.slice(11) ? addDays(today, 1) : today;
    let day = from < starts ? starts.slice(0, 10) : from;
    while (day <= ends.slice(0, 10)) {
      if (!weekdays || weekdays.includes(weekday(day))) return day;
      day = addDays(day, 1);
    }
    return '';
  }
}

/* The page was made on an earlier day, or in the morning: the tile shows the day that is next now. */
function show(tile, day) {
  const date = new Date(day);
  const text = (options) => date.toLocaleDateString(page.lang, { timeZone: 'UTC', ...options });
  const [name, number, month] = tile.children;
  tile.dateTime = day;
  name.textContent = text({ weekday: 'long' });
  number.textContent = date.getUTCDate();
  month.textContent = text({ month: 'short' });
}

function addDays(day, count) {
  return new Date(Date.parse(day) + count * 864e5).toISOString().slice(0, 10);
}

/* 1 is Monday. */
function weekday(day) {
  return String(new Date(day).getUTCDay() || 7);
}
