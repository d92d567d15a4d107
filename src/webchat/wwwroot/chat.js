// Loads the official Web Chat and connects it to the clinic's assistant over Direct Line.
import { cards } from './cards.js';
import { cardConfig, colours, styleOptions } from './looks.js';
import { written } from './markdown.js';
import { conversationOf, forget, recall, remember, remembered, RESUME } from './remembered.js';
import { Spoken } from './spoken.js';
import { Thumbs } from './thumbs.js';

const ONLINE = 2;
const LOST = new Set([3, 4, 5]); // expired token, failed to connect, ended
const RETRY_SECONDS = [1, 4, 10, 30];
const LOOK_EVERY_MS = 10_000;
const SLEPT_MS = 150_000; // longer than browsers slow down the timers of pages in the background
const FOLLOW_AFTER_MS = 500;
const FRAMED = window.parent !== window;
// Of the controls around the conversation; the assistant speaks English.
const LANGUAGE = /^[a-z]{2,3}(-[a-z]{2,4})?$/i.exec(new URLSearchParams(location.search).get('language'))?.[0] ?? 'en-US';

class Chat {
  constructor(root) {
    this.root = root;
    this.settings = root.dataset;
    this.body = root.querySelector('[data-chat-body]');
    this.attempt = 0;
    this.addTools(root.querySelector('[data-chat-tools]'));
    addEventListener('offline', () => this.notice('You are offline. Your chat is kept and goes on when you are back.'));
    addEventListener('online', () => this.lost && this.reopen());
    addEventListener('storage', event => event.key === RESUME && this.follow());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.line?.render());
    this.watchSleep();
    if (FRAMED) this.liveInFrame();
  }

  /** Opens the conversation of this browser, or a new one. */
  async open() {
    this.cancelRetry();
    this.wait('Opening the chat …');
    try {
      const [webChat, session] = await Promise.all([loadWebChat(this.settings.webchat), this.session()]);
      this.show(webChat, session);
    } catch {
      this.retryLater();
    }
  }

  reopen() {
    this.attempt = 0;
    return this.open();
  }

  startOver() {
    forget();
    this.draft = '';
    return this.reopen();
  }

  async session() {
    const response = await fetch('/webchat/token', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ resume: remembered() }),
    });
    if (!response.ok) throw new Error(`The chat's token was refused: ${response.status}.`);
    const session = await response.json();
    this.conversation = session.conversationId;
    remember(session.resume);
    return session;
  }

  // Another tab has begun a new conversation, or opened one at the same moment: all tabs of a browser show the same.
  follow() {
    clearTimeout(this.following);
    this.following = setTimeout(() => remembered() && conversationOf(remembered()) !== this.conversation && this.reopen(), FOLLOW_AFTER_MS);
  }

  // A computer that slept has a connection that is dead and does not know it.
  watchSleep() {
    let seen = Date.now();
    const look = () => {
      const slept = Date.now() - seen > SLEPT_MS;
      seen = Date.now();
      if (slept && this.line) this.reopen();
    };
    setInterval(look, LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', () => document.hidden || look());
    document.addEventListener('resume', look);
  }

  show(webChat, { token, userId }) {
    const hadFocus = this.body.contains(document.activeElement);
    this.leave();
    const directLine = webChat.createDirectLine({ domain: `${location.origin}/v3/directline`, token, webSocket: true, conversationStartProperties: { locale: LANGUAGE } });
    let connected = false;
    let sentTooEarly = false;
    const view = document.createElement('div');
    view.className = 'chat-view';
    const spoken = new Spoken(view, this.conversation);
    const thumbs = new Thumbs(view);
    const store = webChat.createStore({}, ({ dispatch }) => next => action => {
      if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY') [spoken, thumbs].forEach(part => part.arrived(action.payload.activity));
      if (action.type === 'DIRECT_LINE/POST_ACTIVITY' && !thumbs.sends(action.payload.activity)) return undefined;
      const result = next(action);
      if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') {
        dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: 'webchat/join', value: { language: LANGUAGE } } });
        if (sentTooEarly) dispatch({ type: 'WEB_CHAT/SUBMIT_SEND_BOX', payload: { method: 'keyboard' } });
        connected = true;
        this.connected(hadFocus);
      }
      return result;
    });
    const watching = directLine.connectionStatus$.subscribe(status => {
      if (status === ONLINE) this.notice(null);
      else if (LOST.has(status)) this.retryLater();
    });

    this.body.replaceChildren(view);
    // Web Chat keeps what is sent before it is connected in the send box: it is sent as soon as it can be.
    view.addEventListener('keydown', event => sentTooEarly ||= !connected && event.key === 'Enter' && !event.shiftKey && isSendBox(event.target), true);
    view.addEventListener('click', event => sentTooEarly ||= !connected && !!event.target.closest('.webchat__send-button'), true);
    const render = () => {
      const colour = colours();
      webChat.renderWebChat({
        directLine, store, userID: userId, locale: LANGUAGE, styleOptions: styleOptions(colour), renderMarkdown: written, ...cards(cardConfig(colour), openUrl),
        overrideLocalizedStrings: LANGUAGE.startsWith('en') ? { TEXT_INPUT_PLACEHOLDER: 'Type your question', VOTE_LIKE_ALT: 'This answer helped', VOTE_DISLIKE_ALT: 'This answer did not help' } : undefined,
        activityStatusMiddleware: thumbs.name,
      }, view);
    };
    this.line = { store, watching, spoken, thumbs, render };
    render();
    if (this.draft) store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: this.draft } });
  }

  // What was typed and not yet sent is carried over to the next connection.
  leave() {
    if (!this.line) return;
    this.draft = this.line.store.getState().sendBoxValue;
    this.line.watching.unsubscribe();
    this.line.spoken.end();
    this.line.thumbs.end();
    this.line.store.dispatch({ type: 'DIRECT_LINE/DISCONNECT' });
    this.line = null;
  }

  connected(hadFocus) {
    this.attempt = 0;
    this.lost = false;
    this.notice(null);
    if (hadFocus || this.root.contains(document.activeElement)) requestAnimationFrame(() => this.focusComposer());
  }

  // On a phone the keyboard would cover what the assistant says.
  focusComposer() {
    const composer = matchMedia('(pointer: fine)').matches && this.root.querySelector('[data-id="webchat-sendbox-input"]');
    (composer || this.root.querySelector('h1')).focus();
  }

  retryLater() {
    this.cancelRetry();
    this.lost = true;
    this.wait('Not connected.');
    const seconds = RETRY_SECONDS[this.attempt++];
    if (seconds) {
      this.retry = setTimeout(() => this.open(), seconds * 1000);
      this.notice(this.line ? 'We lost the connection. We are trying to get it back.' : 'The chat did not open. We are trying again.');
    } else {
      const call = this.settings.phone ? ` You can also call us at ${this.settings.phone}.` : '';
      this.notice(`We cannot reach the chat right now. Your messages are kept.${call} In an emergency, call ${this.settings.emergency}.`);
    }
  }

  // Stands where the chat will be, until there is one.
  wait(text) {
    this.body.querySelector('.chat-wait')?.replaceChildren(text);
  }

  cancelRetry() {
    clearTimeout(this.retry);
  }

  notice(text) {
    this.body.parentNode.querySelector('.chat-notice')?.remove();
    if (!text) return;
    const notice = document.createElement('div');
    notice.className = 'chat-notice';
    notice.setAttribute('role', 'alert');
    notice.innerHTML = '<p></p><button type="button">Try again</button>';
    notice.firstChild.textContent = text;
    notice.lastChild.addEventListener('click', () => this.reopen());
    this.body.before(notice);
  }

  addTools(tools) {
    const menu = document.createElement('details');
    menu.className = 'chat-menu';
    menu.innerHTML = `
      <summary aria-label="Chat menu"><svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"><circle cx="12" cy="5" r="2"/><circle cx="12" cy="12" r="2"/><circle cx="12" cy="19" r="2"/></svg></summary>
      <div><button type="button">New conversation</button><p>This chat will no longer show here.</p></div>`;
    const summary = menu.querySelector('summary');
    const shut = () => {
      menu.open = false;
      summary.focus();
    };
    menu.querySelector('button').addEventListener('click', () => {
      shut();
      this.startOver();
    });
    menu.addEventListener('keydown', event => {
      if (event.key !== 'Escape' || !menu.open) return;
      event.preventDefault();
      shut();
    });
    addEventListener('pointerdown', event => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    tools.prepend(menu);
  }

  // In a frame the page around it opens and closes the chat. It is told nothing else.
  liveInFrame() {
    document.documentElement.classList.add('chat-framed');
    const name = this.root.querySelector('.chat-title a');
    name.replaceWith(...name.childNodes);
    const close = document.createElement('button');
    close.type = 'button';
    close.setAttribute('aria-label', 'Close the chat');
    close.innerHTML = '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>';
    const tell = word => parent.postMessage(word, '*');
    close.addEventListener('click', () => tell('close'));
    this.root.querySelector('[data-chat-tools]').append(close);
    addEventListener('keydown', event => event.key === 'Escape' && !event.defaultPrevented && tell('close'));
    addEventListener('message', event => event.source === parent && event.data === 'opened' && this.focusComposer());
    tell('ready');
  }
}

function isSendBox(element) {
  return element.dataset.id === 'webchat-sendbox-input';
}

// A call or a text message begins in this tab: a new one would stay empty.
function openUrl(url) {
  const target = /^(tel|sms):/.test(url) ? '' : '_blank';
  Object.assign(document.createElement('a'), { href: url, target, rel: 'noopener noreferrer' }).click();
}

let loading;

function loadWebChat(address) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve(window.WebChat);
    script.onerror = () => {
      loading = undefined;
      script.remove();
      reject(new Error('Web Chat did not load.'));
    };
    document.head.append(script);
  });
  return loading;
}

for (const root of document.querySelectorAll('[data-chat-root]')) {
  const chat = new Chat(root);
  recall().then(() => chat.open());
}
