// Loads the official Web Chat and connects it to the clinic's assistant over Direct Line.
const RESUME = 'valorspine-chat-resume';
const ONLINE = 2;
const LOST = new Set([3, 4, 5]); // expired token, failed to connect, ended
const RETRY_SECONDS = [1, 4, 10, 30];

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

const STYLE = {
  rootHeight: '100%',
  rootWidth: '100%',
  backgroundColor: '#ffffff',
  primaryFont: FONT,
  fontSizeSmall: '87.5%',
  accent: '#0b6570',
  subtle: '#4c5d67',
  timestampColor: '#4c5d67',
  bubbleBackground: '#eef5f4',
  bubbleBorderWidth: 0,
  bubbleBorderRadius: 14,
  bubbleTextColor: '#1d2b33',
  bubbleMaxWidth: 560,
  bubbleFromUserBackground: '#12475a',
  bubbleFromUserBorderWidth: 0,
  bubbleFromUserBorderRadius: 14,
  bubbleFromUserTextColor: '#ffffff',
  cardEmphasisBackgroundColor: '#f6f3ec',
  cardPushButtonBackgroundColor: '#0b6570',
  cardPushButtonTextColor: '#ffffff',
  suggestedActionLayout: 'flow',
  suggestedActionBackgroundColor: '#ffffff',
  suggestedActionBackgroundColorOnHover: '#eef5f4',
  suggestedActionBackgroundColorOnActive: '#d9eeec',
  suggestedActionBorderColor: '#0b6570',
  suggestedActionBorderRadius: 22,
  suggestedActionBorderWidth: 1,
  suggestedActionTextColor: '#0b6570',
  suggestedActionHeight: 44,
  suggestedActionsStackedLayoutButtonTextWrap: true,
  sendBoxHeight: 52,
  sendBoxTextWrap: true,
  sendBoxMaxHeight: 140,
  sendBoxTextColor: '#1d2b33',
  sendBoxPlaceholderColor: '#4c5d67',
  sendBoxButtonColor: '#0b6570',
  sendBoxBorderTop: 'solid 1px #d3e0df',
  hideUploadButton: true,
  hideTelephoneKeypadButton: true,
  markdownRenderHTML: false,
};

const CARD = {
  fontFamily: FONT,
  fontSizes: { small: 14, default: 16, medium: 18, large: 20, extraLarge: 24 },
  lineHeights: { small: 20, default: 24, medium: 25, large: 27, extraLarge: 31 },
  spacing: { small: 6, default: 12, medium: 16, large: 24, extraLarge: 32, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#c3d4d3' },
  supportsInteractivity: true,
  hostCapabilities: { capabilities: null },
  actions: { maxActions: 100, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'vertical', actionAlignment: 'stretch', showCard: { actionMode: 'inline', inlineTopMargin: 8 } },
  factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 120 }, value: { wrap: true }, spacing: 12 },
  textStyles: { heading: { size: 'medium', weight: 'bolder' } },
  textBlock: { headingLevel: 2 },
  containerStyles: {
    default: cardColors('#eef5f4', '#1d2b33'),
    emphasis: cardColors('#f6f3ec', '#1d2b33'),
    attention: cardColors('#fde8e4', '#4a0d05'),
  },
};

function cardColors(backgroundColor, text) {
  const same = color => ({ default: color, subtle: color });
  const foregroundColors = { default: { default: text, subtle: '#4c5d67' }, accent: same('#0b6570'), attention: same('#8f1d0c'), good: same('#1c5c2e'), warning: same('#7a3e00'), dark: same(text), light: same('#ffffff') };
  return { backgroundColor, foregroundColors };
}

/** Puts the chat into an element that holds [data-chat-tools] and [data-chat-body]. */
export async function mountChat(root) {
  const chat = new Chat(root);
  await chat.open();
  return chat;
}

class Chat {
  constructor(root) {
    this.root = root;
    this.settings = root.dataset;
    this.body = root.querySelector('[data-chat-body]');
    this.attempt = 0;
    this.addMenu(root.querySelector('[data-chat-tools]'));
    addEventListener('offline', () => this.notice('You are offline. Your chat is kept and goes on when you are back.'));
    addEventListener('online', () => this.lost && this.reopen());
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
    remember(session.resume);
    return session;
  }

  show(webChat, { token, userId }) {
    this.leave();
    const directLine = webChat.createDirectLine({ domain: `${location.origin}/v3/directline`, token, webSocket: true });
    let connected = false;
    let sentTooEarly = false;
    const store = webChat.createStore({}, ({ dispatch }) => next => action => {
      const result = next(action);
      if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') {
        dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: 'webchat/join', value: { language: navigator.language } } });
        if (sentTooEarly) dispatch({ type: 'WEB_CHAT/SUBMIT_SEND_BOX', payload: { method: 'keyboard' } });
        connected = true;
        this.connected();
      }
      return result;
    });
    const watching = directLine.connectionStatus$.subscribe(status => {
      if (status === ONLINE) this.notice(null);
      else if (LOST.has(status)) this.retryLater();
    });
    this.line = { store, watching };

    const view = document.createElement('div');
    view.className = 'chat-view';
    this.body.replaceChildren(view);
    // Web Chat keeps what is sent before it is connected in the send box: it is sent as soon as it can be.
    view.addEventListener('keydown', event => sentTooEarly ||= !connected && event.key === 'Enter' && !event.shiftKey && isSendBox(event.target), true);
    view.addEventListener('click', event => sentTooEarly ||= !connected && !!event.target.closest('.webchat__send-button'), true);
    webChat.renderWebChat({
      directLine, store, userID: userId, locale: 'en-US', styleOptions: STYLE, adaptiveCardsHostConfig: CARD,
      overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: 'Type your question' },
      cardActionMiddleware: () => next => request => dial(request.cardAction) || next(request),
    }, view);
    if (this.draft) store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: this.draft } });
  }

  // What was typed and not yet sent is carried over to the next connection.
  leave() {
    if (!this.line) return;
    this.draft = this.line.store.getState().sendBoxValue;
    this.line.watching.unsubscribe();
    this.line.store.dispatch({ type: 'DIRECT_LINE/DISCONNECT' });
    this.line = null;
  }

  connected() {
    this.attempt = 0;
    this.lost = false;
    this.notice(null);
    // On a phone the keyboard would cover what the assistant says.
    if (this.root.contains(document.activeElement) && matchMedia('(pointer: fine)').matches)
      requestAnimationFrame(() => this.root.querySelector('[data-id="webchat-sendbox-input"]')?.focus());
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

  addMenu(tools) {
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
}

function isSendBox(element) {
  return element.dataset.id === 'webchat-sendbox-input';
}

// Web Chat opens calls in a new, empty tab, and knows no text messages at all.
function dial({ type, value }) {
  if (type !== 'openUrl' || !/^(tel|sms):/.test(value)) return false;
  Object.assign(document.createElement('a'), { href: value }).click();
  return true;
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

// A browser may forbid storage: then the conversation lasts as long as the page.
let inMemory = null;

function remembered() {
  try {
    return localStorage.getItem(RESUME) ?? inMemory;
  } catch {
    return inMemory;
  }
}

function remember(resume) {
  inMemory = resume;
  try {
    localStorage.setItem(RESUME, resume);
  } catch {
    // Kept in memory instead.
  }
}

function forget() {
  inMemory = null;
  try {
    localStorage.removeItem(RESUME);
  } catch {
    // There was nothing to remove.
  }
}

for (const root of document.querySelectorAll('[data-chat-root]')) mountChat(root);
