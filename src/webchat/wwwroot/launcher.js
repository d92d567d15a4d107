// All that a page loads for the chat before a visitor opens it, on the clinic's own pages and elsewhere. The chat itself comes in a frame with the first opening:
// so no script and no style of the page around it reaches what a patient writes.
(() => {
  const script = document.currentScript;
  const settings = script.dataset;
  const chat = new URL('chat', script.src);
  const label = settings.label || 'Chat with us';
  const title = "{{title}}";
  const KEPT = 'valorspine-chat-kept';
  const icon = path => `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;

  const colour = /^#[\da-f]{6}$/i.test(settings.colour) ? settings.colour : '{{colour}}';
  // Letters are black or white, whichever can be read on the colour: one of them always can.
  const [red, green, blue] = [1, 3, 5].map(at => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
  const letters = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
  const side = settings.side === 'left' ? 'left' : 'right';
  const edge = `max(1rem, env(safe-area-inset-${side}))`;

  const styles = `
    :host { all: initial; }
    .launcher, .panel, .wait p, .wait button { font: 400 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
    button { cursor: pointer; }
    button:focus-visible { outline: 3px solid #1769c4; outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
    .launcher { position: fixed; ${side}: ${edge}; bottom: max(1rem, env(safe-area-inset-bottom)); z-index: 2147483000; display: inline-flex; align-items: center; gap: .6em; max-width: calc(100vw - 2rem); min-height: 56px;
      padding: 0 1.35em 0 1.1em; border: 2px solid #fff; border-radius: 999px; background: ${colour}; color: ${letters}; font-size: 17px; font-weight: 600; line-height: 1.2; letter-spacing: normal; text-align: start; box-shadow: 0 6px 24px rgb(10 30 40 / .35); }
    .launcher:hover { box-shadow: 0 8px 30px rgb(10 30 40 / .55); }
    svg { flex: none; width: 26px; height: 26px; }
    .panel { position: fixed; inset: 0; z-index: 2147483001; overflow: hidden; background: #fff; color: #1d2b33; }
    .panel.ready { background: none; }
    .panel iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; }
    .wait { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 1em; padding: 1.5em; text-align: center; }
    .wait p { margin: 0; }
    .wait button { min-height: 44px; padding: 0 1.3em; border: 1px solid currentColor; border-radius: 999px; background: none; color: inherit; }
    [hidden] { display: none !important; }
    @media (min-width: 40rem) and (min-height: 30rem) {
      .panel { inset: auto; ${side}: ${edge}; bottom: 1rem; width: 26rem; height: min(44rem, 100vh - 2rem); border-radius: 16px; box-shadow: 0 12px 48px rgb(10 30 40 / .4); }
    }
    @media (prefers-color-scheme: dark) { .panel { background: #12191d; color: #e8eef1; outline: 1px solid #ffffff2e; } }
    @media (prefers-reduced-motion: no-preference) { .launcher { transition: box-shadow .15s; } }
    @media (forced-colors: active) { .launcher { border-color: ButtonText; } }
    @media print { .launcher, .panel { display: none; } }`;

  const host = document.createElement('valorspine-chat');
  const root = host.attachShadow({ mode: 'open' });
  // A sheet that is made by script passes a page's style-src, a style element does not.
  if ('adoptedStyleSheets' in document) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
  } else {
    root.append(Object.assign(document.createElement('style'), { textContent: styles }));
  }

  const launcher = document.createElement('button');
  launcher.type = 'button';
  launcher.className = 'launcher';
  launcher.setAttribute('aria-expanded', 'false');
  launcher.innerHTML = icon('<path d="M21 12a8 8 0 0 1-8 8H4l2-3.5A8 8 0 1 1 21 12z"/><path d="M9 10.5h7M9 14h4"/>');
  launcher.append(label);
  root.append(launcher);

  let panel;
  let frame;
  let wait;
  let patience;
  let opener = launcher;

  function build() {
    panel = document.createElement('section');
    panel.className = 'panel';
    panel.setAttribute('role', 'dialog');
    panel.setAttribute('aria-label', title);
    panel.innerHTML = '<div class="wait"><p role="status"></p><button type="button">Try again</button><button type="button">Close the chat</button></div>';
    wait = panel.firstChild;
    const [again, shut] = wait.querySelectorAll('button');
    again.addEventListener('click', load);
    shut.addEventListener('click', close);
    panel.addEventListener('keydown', event => event.key === 'Escape' && close());
    root.append(panel);
    load();
  }

  function load() {
    frame?.remove();
    panel.classList.remove('ready');
    frame = document.createElement('iframe');
    frame.title = title;
    frame.hidden = true;
    frame.src = settings.language ? `${chat}?language=${encodeURIComponent(settings.language)}` : chat;
    panel.append(frame);
    say('Opening the chat …', false);
    patience = setTimeout(() => say('We could not open the chat. Please check your internet connection.', true), 15000);
  }

  function say(text, failed) {
    wait.hidden = false;
    wait.querySelector('p').textContent = text;
    wait.querySelector('button').hidden = !failed;
  }

  function open(by) {
    opener = by ?? launcher;
    if (!panel) build();
    panel.hidden = false;
    fit();
    launcher.hidden = true;
    launcher.setAttribute('aria-expanded', 'true');
    if (!by) return;
    if (frame.hidden) wait.querySelector('button:last-child').focus();
    else tellOpened();
  }

  function tellOpened() {
    frame.focus();
    frame.contentWindow.postMessage('opened', chat.origin);
  }

  // Where the chat fills the screen, the keyboard of a phone would cover the line that is written in.
  function fit() {
    const seen = window.visualViewport;
    const whole = matchMedia('(min-width: 40rem) and (min-height: 30rem)').matches || !seen || seen.scale > 1.01;
    panel.style.top = whole ? '' : `${seen.offsetTop}px`;
    panel.style.height = whole ? '' : `${seen.height}px`;
  }

  function close() {
    panel.hidden = true;
    launcher.hidden = false;
    launcher.setAttribute('aria-expanded', 'false');
    opener.focus();
  }

  addEventListener('message', ({ source, origin, data }) => {
    if (!frame || source !== frame.contentWindow || origin !== chat.origin) return;
    if (data === 'close') close();
    if (data.keep) keep(data.keep);
    if (data !== 'ready') return;
    frame.contentWindow.postMessage({ kept: kept() }, chat.origin);
    clearTimeout(patience);
    const waited = root.activeElement && wait.contains(root.activeElement);
    frame.hidden = false;
    wait.hidden = true;
    panel.classList.add('ready');
    if (waited) tellOpened();
  });

  // Only where the browser lets the frame keep nothing itself: the way back into the conversation, none of its words.
  function keep(values) {
    try {
      localStorage.setItem(KEPT, JSON.stringify(values));
    } catch {
      // Then the conversation lasts as long as the page.
    }
  }

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) ?? {};
    } catch {
      return {};
    }
  }

  function start() {
    document.body.append(host);
    launcher.addEventListener('click', () => open(launcher));
    // Without this script such a link leads to the page with the chat alone.
    document.addEventListener('click', event => {
      const link = event.target.closest?.('[data-chat-open]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(link);
    });
    window.visualViewport?.addEventListener('resize', () => panel && fit());
    if (settings.open === 'true') open();
  }

  if (document.body) start();
  else addEventListener('DOMContentLoaded', start);
})();
