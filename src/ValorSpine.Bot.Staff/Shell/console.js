// Keeps the number of open alerts up to date, and says so when one more is open, while a page of the console stands.
const LOOK_EVERY = 10_000;
const badge = document.querySelector('[data-open-alerts]');
const news = document.querySelector('[data-alert-news]');
const title = document.title;

if (badge) setInterval(look, LOOK_EVERY);

async function look() {
  const open = await count().catch(() => null);
  if (open === null) {
    tell('This page no longer hears of new alerts. Reload it, and sign in again if you are asked to.');
    return;
  }
  const before = Number(badge.dataset.count);
  badge.dataset.count = open;
  badge.textContent = `${open} open`;
  badge.className = `badge ${open > 0 ? 'emergency' : 'quiet'}`;
  document.title = open > 0 ? `(${open}) ${title}` : title;
  if (open > before) tell(open === 1 ? 'An alert is open.' : `${open} alerts are open.`);
  else if (open === 0) news.hidden = true;
}

async function count() {
  const answer = await fetch(badge.dataset.openAlerts, { redirect: 'error', cache: 'no-store' });
  if (!answer.ok) throw new Error(`The number of open alerts was refused: ${answer.status}.`);
  return (await answer.json()).open;
}

function tell(text) {
  news.hidden = false;
  news.querySelector('span').textContent = text;
}
