// Plays Teams to the service: posts what Teams would post to /api/messages, and takes replies as Teams' Connector would (see TeamsSimulator). Nothing is kept but in this tab.
const { bot, name } = document.body.dataset;
const log = document.querySelector('.log'), typing = document.querySelector('.typing'), suggested = document.querySelector('.suggested'), wire = document.querySelector('aside pre');
const box = document.getElementById('say');
const markdown = globalThis.markdownit({ html: false, linkify: false, breaks: true });
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = markdown.render(text); result.didProcess = true; };

const person = (fresh) => {
  const kept = !fresh && sessionStorage.getItem('teams-person');
  const id = kept || crypto.randomUUID();
  sessionStorage.setItem('teams-person', id);
  return id;
};
let session = person(false), seen = 0, place = 'personal';
const rooms = { personal: [], channel: [] };
const serviceUrl = () => `${location.origin}/simulate/teams/connector/${session}/`;
const conversation = () => place === 'personal'
  ? { id: `a:${session}`, conversationType: 'personal', tenantId: 'simulated' }
  : { id: `19:${session}@thread.tacv2;messageid=1`, conversationType: 'channel', isGroup: true, tenantId: 'simulated' };

const show = (what, direction, body) => { wire.textContent = `${new Date().toLocaleTimeString()} ${direction} ${what}\n${JSON.stringify(body, null, 1)}\n\n${wire.textContent}`.slice(0, 200000); };

async function post(type, more = {}) {
  const activity = {
    type, id: `sim-${crypto.randomUUID()}`, timestamp: new Date().toISOString(), channelId: 'msteams', serviceUrl: serviceUrl(),
    from: { id: `29:${session}`, name: 'Pat', aadObjectId: session }, recipient: { id: bot, name }, conversation: conversation(), locale: 'en-US',
    channelData: { tenant: { id: 'simulated' } }, ...more,
  };
  show(type, '→', activity);
  const response = await fetch('/api/messages', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(activity) });
  const text = await response.text();
  if (!response.ok) note(`The service answered ${response.status}.`);
  const body = text ? JSON.parse(text) : null;
  if (body) show(`answer to ${type}`, '←', body);
  return { activity, body };
}

// What is said in a room is an entry; the log is drawn from those of the room that is shown.
const add = (room, entry) => { rooms[room].push(entry); if (room === place) draw(); };
const note = (text) => add(place, { kind: 'note', text });

async function say(text) {
  const more = place === 'channel'
    ? { text: `<at>${name}</at> ${text}`, entities: [{ type: 'mention', mentioned: { id: bot, name }, text: `<at>${name}</at>` }] }
    : { text };
  const entry = { kind: 'mine', text: place === 'channel' ? `@${name} ${text}` : text };
  add(place, entry);
  entry.id = (await post('message', { ...more, textFormat: 'plain' })).activity.id;
}

const last = (kind) => rooms[place].findLast(entry => entry.kind === kind && !entry.gone);
const steps = {
  install: () => post(place === 'personal' ? 'installationUpdate' : 'conversationUpdate', place === 'personal' ? { action: 'add' } : { membersAdded: [{ id: bot }] }).then(() => note('You installed the app.')),
  remove: () => post(place === 'personal' ? 'installationUpdate' : 'conversationUpdate', place === 'personal' ? { action: 'remove' } : { membersRemoved: [{ id: bot }] }).then(() => note('You uninstalled the app.')),
  edit: async () => {
    const mine = last('mine');
    const text = mine && box.value.trim();
    if (!text) return note('Type the new words first, then press "Edit my last".');
    [mine.text, mine.edited, box.value] = [text, true, ''];
    draw();
    await post('messageUpdate', { id: mine.id, text, channelData: { tenant: { id: 'simulated' }, eventType: 'editMessage' } });
  },
  delete: async () => {
    const mine = last('mine');
    if (!mine) return;
    mine.gone = true;
    draw();
    await post('messageDelete', { id: mine.id, channelData: { tenant: { id: 'simulated' }, eventType: 'softDeleteMessage' } });
  },
  like: async () => {
    const its = last('bot');
    if (its) await post('messageReaction', { replyToId: its.id, reactionsAdded: [{ type: 'like' }] }).then(() => note('You liked it.'));
  },
  refresh: () => Promise.all(rooms[place].filter(entry => entry.card?.refresh).map(refresh)),
  new: () => { session = person(true); seen = 0; rooms.personal = []; rooms.channel = []; draw(); },
};

async function invoke(entry, action, trigger) {
  const { body } = await post('invoke', { name: 'adaptiveCard/action', replyToId: entry.id, value: { action, trigger } });
  if (body?.type === 'application/vnd.microsoft.card.adaptive') entry.card = body.value;
  else if (body?.type === 'application/vnd.microsoft.activity.message') note(body.value);
  else note(`Teams would show an error: ${body?.value?.message ?? 'unable to reach the app'}`);
  draw();
}

const refresh = (entry) => invoke(entry, { type: 'Action.Execute', verb: entry.card.refresh.action.verb, data: entry.card.refresh.action.data }, 'automatic');

const hostConfig = (dark) => {
  const text = dark ? { default: '#ffffff', subtle: '#adadad' } : { default: '#242424', subtle: '#616161' };
  const colour = (value) => ({ default: value, subtle: value });
  const alarm = dark ? '#f1707b' : '#c50f1f';
  const style = (background) => ({ backgroundColor: background, foregroundColors: { default: text, accent: colour(dark ? '#7f85f5' : '#5b5fc7'), attention: colour(alarm), good: colour(dark ? '#92c353' : '#237b4b'), warning: colour(dark ? '#f8d22a' : '#835c00') } });
  return new AdaptiveCards.HostConfig({
    fontFamily: '"Segoe UI", system-ui, sans-serif',
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 14 },
    separator: { lineThickness: 1, lineColor: dark ? '#525252' : '#d1d1d1' },
    actions: { maxActions: 6, actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 8, showCard: { actionMode: 'inline' } },
    containerStyles: { default: style(dark ? '#292929' : '#ffffff'), emphasis: style(dark ? '#383838' : '#f0f0f0'), attention: style(dark ? '#3f1011' : '#fdf3f4') },
  });
};

function drawn(entry) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = hostConfig(document.documentElement.dataset.look === 'dark');
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) window.open(action.url, '_blank', 'noopener');
    else if (action instanceof AdaptiveCards.ExecuteAction) invoke(entry, { type: 'Action.Execute', title: action.title, verb: action.verb, data: action.data }, 'manual');
    else post('message', { value: action.data, replyToId: entry.id });
  };
  card.parse(entry.card);
  return card.render();
}

// "[1]" in the text is a small mark that leads to the article; what it says of it shows on pointing.
function withMarks(html, entities) {
  const claims = entities?.find(entity => entity.type === 'https://schema.org/Message')?.citation ?? [];
  const holder = document.createElement('div');
  holder.innerHTML = html;
  const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT), texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const node of texts) {
    const parts = node.data.split(/\[(\d+)\]/);
    if (parts.length < 3) continue;
    node.replaceWith(...parts.map((part, index) => {
      const claim = index % 2 && claims.find(one => one.position === Number(part));
      if (!claim) return index % 2 ? `[${part}]` : part;
      const link = Object.assign(document.createElement('a'), { className: 'cite', href: claim.appearance.url, textContent: part, title: `${claim.appearance.name}\n${claim.appearance.abstract}`, target: '_blank' });
      link.rel = 'noopener';
      return link;
    }));
  }
  return holder;
}

function draw() {
  log.replaceChildren(...rooms[place].map(entry => {
    const line = document.createElement('li');
    if (entry.kind === 'note') return Object.assign(line, { className: 'note', textContent: entry.text });
    line.className = entry.kind;
    const who = Object.assign(document.createElement('p'), { className: 'who', textContent: `${entry.kind === 'mine' ? 'You' : entry.from ?? name}${entry.edited ? ' · Edited' : ''}` });
    const bubble = Object.assign(document.createElement('div'), { className: 'bubble' });
    if (entry.gone) bubble.append(Object.assign(document.createElement('span'), { className: 'gone', textContent: 'This message was deleted.' }));
    else if (entry.kind === 'mine') bubble.textContent = entry.text;
    else if (entry.card) bubble.append(drawn(entry));
    else if (entry.format === 'plain') { bubble.textContent = entry.text; bubble.style.whiteSpace = 'pre-wrap'; }
    else bubble.append(withMarks(markdown.render(entry.text), entry.entities));
    line.append(who, bubble);
    return line;
  }));
  const newest = rooms[place].findLast(entry => entry.kind !== 'note');
  suggested.replaceChildren(...(newest?.suggested ?? []).slice(0, 3).map(action => {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: action.title });
    button.onclick = () => say(action.value);
    return button;
  }));
  log.parentElement.scrollTop = log.parentElement.scrollHeight;
}

// Each thing that the Connector took, in order.
const take = {
  message({ conversationId, id, activity }) {
    typing.hidden = true;
    const room = conversationId.startsWith('19:') ? 'channel' : 'personal';
    // Teams shows text and card of one activity as two messages.
    if (activity.text) add(room, { kind: 'bot', id, text: activity.text, format: activity.textFormat, entities: activity.entities, suggested: activity.suggestedActions?.actions, from: activity.from?.name });
    for (const attachment of activity.attachments ?? []) add(room, { kind: 'bot', id, card: attachment.content, from: activity.from?.name });
    // A card comes into view again as soon as there is something new.
    for (const entry of rooms[room].filter(one => one.card?.refresh && one.id !== id)) if (room === place) refresh(entry);
  },
  typing() { typing.hidden = false; setTimeout(() => { typing.hidden = true; }, 3500); },
  update({ id, activity }) {
    for (const entry of Object.values(rooms).flat().filter(one => one.id === id)) [entry.card, entry.text] = [activity.attachments?.[0]?.content, activity.text];
    draw();
  },
  create() { add('channel', { kind: 'note', text: 'The bot opened a private chat with you.' }); },
};

async function listen() {
  for (;;) {
    const mine = session;
    try {
      const response = await fetch(`/simulate/teams/${mine}/events?after=${seen}`);
      if (!response.ok) throw new Error(String(response.status));
      const { events } = await response.json();
      if (mine !== session) continue;
      for (const event of events) {
        seen = event.number;
        show(event.kind, '←', event);
        (event.kind === 'send' ? take[event.activity.type] ?? (() => {}) : take[event.kind])(event);
      }
    } catch {
      await new Promise(resolve => setTimeout(resolve, 2000));
    }
  }
}

document.querySelector('form').addEventListener('submit', event => {
  event.preventDefault();
  const text = box.value.trim();
  box.value = '';
  if (text) say(text);
});
box.addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); document.querySelector('form').requestSubmit(); }
});
for (const button of document.querySelectorAll('[data-step]')) button.onclick = () => steps[button.dataset.step]();
for (const input of document.querySelectorAll('[name="place"]')) input.onchange = () => { place = input.value; draw(); };
for (const input of document.querySelectorAll('[name="look"]')) input.onchange = () => { document.documentElement.dataset.look = input.value; draw(); };
document.querySelector('[name="place"][value="personal"]').checked = true;
document.querySelector('[name="look"][value="light"]').checked = true;
listen();
