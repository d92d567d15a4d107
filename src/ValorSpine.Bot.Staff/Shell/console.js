// Keeps the numbers of open alerts and of waiting patients up to date, and says so when there is one more, while a page of the console stands.
const LOOK_EVERY = 10_000;
const alerts = {
  badge: document.querySelector('[data-open-alerts]'), news: document.querySelector('[data-alert-news]'), word: 'open',
  one: 'An alert is open.', many: open => `${open} alerts are open.`,
};
const waiting = {
  badge: document.querySelector('[data-waiting]'), news: document.querySelector('[data-waiting-news]'), word: 'waiting',
  one: 'A patient waits for a person.', many: open => `${open} patients wait for a person.`,
};
const title = document.title;

if (alerts.badge) setInterval(look, LOOK_EVERY);

async function look() {
  try {
    await update(alerts, alerts.badge.dataset.openAlerts);
    await update(waiting, waiting.badge.dataset.waiting);
  } catch {
    tell(alerts, 'This page no longer hears of new alerts. Reload it, and sign in again if you are asked to.');
    return;
  }
  const open = Number(alerts.badge.dataset.count);
  document.title = open > 0 ? `(${open}) ${title}` : title;
}

async function update(what, address) {
  const { open } = await ask(address);
  const before = Number(what.badge.dataset.count);
  what.badge.dataset.count = open;
  what.badge.textContent = `${open} ${what.word}`;
  what.badge.className = `badge ${open > 0 ? 'emergency' : 'quiet'}`;
  if (open > before) tell(what, open === 1 ? what.one : what.many(open));
  else if (open === 0) what.news.hidden = true;
}

async function ask(address) {
  const answer = await fetch(address, { redirect: 'error', cache: 'no-store' });
  if (!answer.ok) throw new Error(`What is new was refused: ${answer.status}.`);
  return answer.json();
}

function tell(what, text) {
  what.news.hidden = false;
  what.news.querySelector('span').textContent = text;
}

// A conversation that waits for a person, or that a person has, shows what is new by itself. What is being written stays.
const READ_EVERY = 3_000;
if (document.querySelector('[data-live]')?.dataset.live) setInterval(read, READ_EVERY);

async function read() {
  const shown = document.querySelector('[data-live]');
  if (!shown.dataset.live) return;
  const { newest } = await ask(shown.dataset.live).catch(() => ({ newest: 0 }));
  if (newest <= Number(shown.dataset.newest)) return;
  const page = await fetch(location.href, { redirect: 'error', cache: 'no-store' }).then(answer => answer.text()).catch(() => null);
  const fresh = page && new DOMParser().parseFromString(page, 'text/html').querySelector('[data-live]');
  if (!fresh) return;
  const draft = keep(shown);
  shown.replaceWith(fresh);
  draft(fresh);
}

function keep(shown) {
  const focused = document.activeElement?.id;
  const fields = [...shown.querySelectorAll('textarea, input:not([type="hidden"])')].map(({ id, value, selectionStart, selectionEnd }) => ({ id, value, selectionStart, selectionEnd }));
  return fresh => {
    for (const { id, value, selectionStart, selectionEnd } of fields) {
      const field = id && fresh.querySelector(`#${id}`);
      if (!field) continue;
      field.value = value;
      if (id !== focused) continue;
      field.focus();
      field.setSelectionRange(selectionStart, selectionEnd);
    }
  };
}
