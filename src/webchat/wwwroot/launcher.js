// All that a page loads for the chat before a visitor opens it. The chat itself comes with the first opening.
(() => {
  const settings = document.currentScript.dataset;
  const icon = path => `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;

  const launcher = document.createElement('button');
  launcher.type = 'button';
  launcher.className = 'chat-launcher';
  launcher.setAttribute('aria-haspopup', 'dialog');
  launcher.setAttribute('aria-expanded', 'false');
  launcher.innerHTML = `${icon('<path d="M21 12a8 8 0 0 1-8 8H4l2-3.5A8 8 0 1 1 21 12z"/><path d="M9 10.5h7M9 14h4"/>')}<span>Chat with us</span>`;
  document.body.append(launcher);

  let panel;
  let opener = launcher;

  function build() {
    panel = document.createElement('section');
    panel.className = 'chat-panel';
    panel.id = 'chat-panel';
    panel.hidden = true;
    panel.setAttribute('role', 'dialog');
    panel.setAttribute('aria-modal', 'false');
    panel.setAttribute('aria-labelledby', 'chat-title');
    panel.setAttribute('aria-describedby', 'chat-about');
    panel.innerHTML = `
      <header class="chat-head">
        <div>
          <h2 class="chat-title" id="chat-title" tabindex="-1"></h2>
          <p id="chat-about">Automated assistant. Not for emergencies: call <a></a>.</p>
        </div>
        <div class="chat-tools" data-chat-tools>
          <button type="button" aria-label="Close the chat">${icon('<path d="M6 6l12 12M18 6L6 18"/>')}</button>
        </div>
      </header>
      <div class="chat-body" data-chat-body><p class="chat-wait" role="status">Opening the chat …</p></div>`;
    panel.querySelector('h2').textContent = `${settings.clinic} assistant`;
    const call = panel.querySelector('a');
    call.textContent = settings.emergency;
    call.href = `tel:${settings.emergency.replace(/[^+\d]/g, '')}`;
    Object.assign(panel.dataset, { webchat: settings.webchat, clinic: settings.clinic, emergency: settings.emergency, phone: settings.phone });
    panel.querySelector('button').addEventListener('click', close);
    panel.addEventListener('keydown', event => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
    });
    launcher.setAttribute('aria-controls', panel.id);
    document.body.append(panel);
    load();
  }

  async function load() {
    const body = panel.querySelector('[data-chat-body]');
    try {
      if (!document.querySelector('link[data-chat-styles]')) {
        const styles = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: settings.styles });
        styles.dataset.chatStyles = '';
        document.head.append(styles);
      }
      const { mountChat } = await import(settings.module);
      await mountChat(panel);
    } catch {
      // The module brings its own messages; this one is for when the module itself did not come.
      body.innerHTML = '<div class="chat-wait" role="alert"><p>We could not open the chat. Please check your internet connection.</p><button type="button">Try again</button></div>';
      // A failed import is remembered by the browser under its address.
      body.querySelector('button').addEventListener('click', () => {
        settings.module += '&again';
        body.innerHTML = '<p class="chat-wait" role="status">Opening the chat …</p>';
        load();
      });
    }
  }

  function open(event) {
    event.preventDefault();
    opener = event.currentTarget;
    if (!panel) build();
    panel.hidden = false;
    launcher.hidden = true;
    launcher.setAttribute('aria-expanded', 'true');
    (panel.querySelector('[data-id="webchat-sendbox-input"]') && matchMedia('(pointer: fine)').matches
      ? panel.querySelector('[data-id="webchat-sendbox-input"]')
      : panel.querySelector('h2')).focus();
  }

  function close() {
    panel.hidden = true;
    launcher.hidden = false;
    launcher.setAttribute('aria-expanded', 'false');
    opener.focus();
  }

  launcher.addEventListener('click', open);
  // Without this script such a link leads to the page with the chat alone.
  for (const link of document.querySelectorAll('[data-chat-open]')) link.addEventListener('click', open);
})();
