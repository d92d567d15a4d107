// Keeps the numbers of open alerts and of waiting patients up to date, and says so when there is one more, while a page of the console stands.
const LOOK_EVERY = 10_000;
const alerts = {
  badge: document.querySelector('[data-open-alerts]'), news: document.querySelector('[data-alert-news]'),
  one: 'An alert is open.', many: open => `${open} alerts are open.`,
};
const waiting = {
  badge: document.querySelector('[data-waiting]'), news: document.querySelector('[data-waiting-news]'),
  one: 'A patient waits for a person.', many: open => `${open} patients wait for a person.`,
};
const title = document.title;

// The menu of rarer pages shuts as menus do.
const more = document.querySelector('.more');
more?.addEventListener('focusout', ({ relatedTarget }) => { if (relatedTarget && !more.contains(relatedTarget)) more.open = false; });
document.addEventListener('click', ({ target }) => { if (more && !more.contains(target)) more.open = false; });
more?.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || !more.open) return;
  more.open = false;
  more.querySelector('summary').focus();
});

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
  const menu = document.querySelector('[data-menu-count]');
  const all = open + Number(waiting.badge.dataset.count);
  if (menu) [menu.textContent, menu.className] = [all, `badge ${all > 0 ? 'emergency' : 'quiet'}`];
  document.title = open > 0 ? `(${open}) ${title}` : title;
}

async function update(what, address) {
  const { open } = await ask(address);
  const before = Number(what.badge.dataset.count);
  what.badge.dataset.count = open;
  what.badge.firstChild.textContent = open;
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
  const { newest, others = [] } = await ask(shown.dataset.live).catch(() => ({ newest: 0 }));
  const beside = document.querySelector('[data-others]');
  if (beside) beside.textContent = others.length ? `Also looking at this: ${others.join(', ')}` : '';
  if (newest <= Number(shown.dataset.newest)) return;
  const page = await fetch(location.href, { redirect: 'error', cache: 'no-store', headers: { 'X-Staff-Refresh': '1' } }).then(answer => answer.text()).catch(() => null);
  const fresh = page && new DOMParser().parseFromString(page, 'text/html').querySelector('[data-live]');
  if (!fresh) return;
  const draft = keep(shown);
  shown.replaceWith(fresh);
  draft(fresh);
  revealUses();
}

function keep(shown) {
  const active = shown.contains(document.activeElement) ? document.activeElement : null;
  const focused = active?.id;
  // A button or link has no name of its own: it is the same where it says the same in the same place among its like.
  const likeIt = where => [...where.querySelectorAll(active.tagName)].filter(one => one.textContent === active.textContent);
  const place = active ? likeIt(shown).indexOf(active) : -1;
  const open = [...shown.querySelectorAll('details')].map(one => one.open);
  const fields = [...shown.querySelectorAll('textarea, select, input:not([type="hidden"])')].map(({ id, value, selectionStart, selectionEnd }) => ({ id, value, selectionStart, selectionEnd }));
  return fresh => {
    const again = fresh.querySelectorAll('details');
    if (again.length === open.length) again.forEach((one, place) => { one.open = open[place]; });
    for (const { id, value, selectionStart, selectionEnd } of fields) {
      const field = id && fresh.querySelector(`#${id}`);
      if (!field) continue;
      field.value = value;
      if (id !== focused) continue;
      field.focus();
      field.setSelectionRange?.(selectionStart, selectionEnd);
    }
    if (place >= 0 && !fresh.contains(document.activeElement)) likeIt(fresh)[place]?.focus();
  };
}

// The list of conversations follows what happens, and keeps the place of whoever reads it by keys.
const LIST_EVERY = 10_000;
if (document.querySelector('[data-list]')?.dataset.newest > 0) setInterval(follow, LIST_EVERY);

async function follow() {
  const shown = document.querySelector('[data-list]');
  const { newest } = await ask(shown.dataset.list).catch(() => ({ newest: 0 }));
  if (newest <= Number(shown.dataset.newest)) return;
  const page = await fetch(location.href, { redirect: 'error', cache: 'no-store', headers: { 'X-Staff-Refresh': '1' } }).then(answer => answer.text()).catch(() => null);
  const fresh = page && new DOMParser().parseFromString(page, 'text/html').querySelector('[data-list]');
  if (!fresh) return;
  const focused = shown.contains(document.activeElement) ? document.activeElement.id : null;
  shown.replaceWith(fresh);
  if (focused) fresh.querySelector(`#${CSS.escape(focused)}`)?.focus();
}

// What a button stands for goes into the message, where it can still be changed.
revealUses();
document.addEventListener('click', event => {
  const use = event.target.closest('[data-use]');
  const field = document.querySelector('#say');
  if (!use || !field) return;
  field.value = field.value.trim() ? `${field.value.trim()}\n\n${document.getElementById(use.dataset.use).textContent}` : document.getElementById(use.dataset.use).textContent;
  field.focus();
});

function revealUses() {
  for (const use of document.querySelectorAll('[data-use]')) use.hidden = false;
}

// Single keys, which can be switched off: whoever dictates or uses a switch would press them by chance.
const help = document.querySelector('#keys');
if (help) {
  const choice = help.querySelector('[data-keys-on]');
  const button = document.querySelector('[data-keys]');
  choice.checked = localStorage.getItem('staff-keys') !== 'off';
  choice.addEventListener('change', () => localStorage.setItem('staff-keys', choice.checked ? 'on' : 'off'));
  button.hidden = false;
  button.addEventListener('click', () => help.showModal());
  document.addEventListener('keydown', event => {
    if (!choice.checked || help.open || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, [contenteditable]')) return;
    if (press(event.key)) event.preventDefault();
  });
}

function press(key) {
  switch (key) {
    case 'j': return move(1);
    case 'k': return move(-1);
    case '/': return focusOn('[data-search]') || go('/staff');
    case 'n': return focusOn('#note');
    case 'r': return focusOn('#say') || focusOn('#take-name');
    case 'u': return go(sessionStorage.getItem('staff-list') ?? '/staff');
    case '?': help.showModal(); return true;
    default: return false;
  }
}

function move(by) {
  const places = [...document.querySelectorAll('.row, .entry')];
  if (places.length === 0) return false;
  const at = places.findIndex(place => place === document.activeElement || place.contains(document.activeElement));
  const to = places[at < 0 ? (by > 0 ? 0 : places.length - 1) : Math.min(Math.max(at + by, 0), places.length - 1)];
  if (!to.matches('a')) to.tabIndex = -1;
  to.focus();
  return true;
}

function focusOn(selector) {
  const field = document.querySelector(selector);
  if (!field) return false;
  const hidden = field.closest('details');
  if (hidden) hidden.open = true;
  field.focus();
  if (field.matches('[data-search]')) field.select();
  return true;
}

function go(address) {
  location.assign(address);
  return true;
}

// The address of a list is opaque; which one it was is known to this tab alone.
if (document.querySelector('[data-list]')) sessionStorage.setItem('staff-list', location.pathname + location.search);
