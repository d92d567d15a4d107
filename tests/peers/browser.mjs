// What the scripts share that drive the website in a real browser: steps with their outcome, the chat as a patient uses it, and what axe finds.
import axe from 'axe-core';
import { chromium } from 'playwright-core';

export const PATIENCE = Number(process.env.PATIENCE ?? 45_000);

export function launch() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

export function check(condition, why) {
  if (!condition) throw new Error(String(why).replaceAll('\n', ' '));
}

/** Prints "ok N name" or "not ok N name: why" for each step; what a watched page complains of during a step counts against it. */
export class Steps {
  complaints = [];
  count = 0;
  failures = 0;

  constructor({ after = async () => {} } = {}) {
    this.after = after;
  }

  watch(page) {
    page.setDefaultTimeout(PATIENCE);
    page.on('pageerror', error => this.complaints.push(`script error: ${error.message}`));
    page.on('console', message => {
      if (message.type() === 'error') this.complaints.push(`console: ${message.text()}`);
    });
    return page;
  }

  async step(name, act) {
    const number = ++this.count;
    const began = performance.now();
    this.complaints.length = 0;
    let why;
    try {
      await act();
      if (this.complaints.length > 0) why = this.complaints.join('; ');
    } catch (error) {
      why = error.message.split('\n')[0];
    }

    await this.after(name);
    if (why) this.failures++;
    console.log(why ? `not ok ${number} ${name}: ${why}` : `ok ${number} ${name} # ${Math.round(performance.now() - began)} ms`);
  }

  exit() {
    console.log(this.failures === 0 ? `1..${this.count}` : `1..${this.count} # ${this.failures} failed`);
    process.exit(this.failures === 0 ? 0 : 1);
  }
}

/** What axe finds on a page or in a frame, WCAG 2.2 AA and its best practices, as one line; empty where it finds nothing. */
export async function axeFindings(view, exclude = [], rules = undefined) {
  // The page's own policy lets no other script in, so it is evaluated from outside.
  await view.evaluate(axe.source);
  const { violations } = await view.evaluate(
    ([excluded, only]) => window.axe.run({ exclude: excluded.map(selector => [selector]) }, { resultTypes: ['violations'], ...(only && { runOnly: { type: 'rule', values: only } }) }), [exclude, rules]);
  return violations.map(violation => `${violation.id} (${violation.nodes.map(node => node.target).join(', ')})`).join('; ');
}

/** How many pixels a page is too wide for its window. */
export function tooWide(view) {
  return view.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Looks at a page at phone and desk width, by day and by night: axe finds nothing, nothing is too wide, and with PICTURES=1 there is a picture of each. */
export async function looksRight(page, name, folder) {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    check(await tooWide(page) <= 0, `${name} at ${width} is ${await tooWide(page)} px too wide`);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // What is no matter of colour is the same by night, and colours are the same at any width.
      if (colorScheme === 'light' || width === 390) {
        const found = await axeFindings(page, [], colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : undefined);
        check(!found, `${name} at ${width}, ${colorScheme}: ${found}`);
      }

      if (process.env.PICTURES) await page.screenshot({ path: `${folder}/page-${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
}

/** Opens the chat of a page and gives the frame that it is in. */
export async function openChat(page, label = 'Chat with us') {
  await page.getByRole('button', { name: label }).click();
  return chatFrame(page);
}

export async function chatFrame(page) {
  const frame = await (await page.locator('valorspine-chat iframe').elementHandle()).contentFrame();
  await frame.locator('[data-id="webchat-sendbox-input"]').waitFor();
  return frame;
}

/** The chat as a patient uses it, in a page or in a frame. */
export class Chat {
  constructor(view) {
    this.view = view;
  }

  get composer() {
    return this.view.locator('[data-id="webchat-sendbox-input"]');
  }

  /** Says something and waits for the bot's whole answer. */
  say(text) {
    return this.turn(() => this.send(text));
  }

  async send(text) {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Taps an offered choice; each exists twice in the page, once for screen readers. */
  tap(label) {
    check(label, 'there is nothing to tap');
    return this.turn(() => this.view.getByRole('toolbar', { name: 'Suggested actions' }).getByRole('button', { name: label, exact: true }).click());
  }

  async turn(act) {
    const before = await this.read();
    await act();
    return this.settled(before.count);
  }

  /** Waits until a text stands in the conversation. */
  async shows(text) {
    await this.view.getByRole('feed').getByText(text).last().waitFor({ state: 'attached' });
  }

  /** Waits until the last message is the bot's, more than so many are shown, and nothing has changed for a moment. */
  async settled(before = 0) {
    await this.view.waitForFunction(
      least => {
        const messages = [...document.querySelectorAll('[role="feed"] > article')];
        const fromBot = messages.length > 0 && !messages.at(-1).querySelector('.webchat__stacked-layout--from-user');
        const now = fromBot && messages.length >= least ? `${messages.length} ${document.querySelector('[role="feed"]').parentNode.textContent.length} ${document.querySelector('[role="toolbar"]')?.textContent}` : null;
        if (now !== window.seen) [window.seen, window.seenSince] = [now, performance.now()];
        return now !== null && performance.now() - window.seenSince > 400;
      },
      before === 0 ? 1 : before + 2,
    ).catch(() => {
      throw new Error('the bot did not answer');
    });
    return this.read();
  }

  /** What the chat shows: the bot's last messages since the patient spoke, and the choices. */
  read() {
    return this.view.evaluate(() => {
      const messages = [...document.querySelectorAll('[role="feed"] > article')];
      const lastSaid = messages.findLastIndex(message => message.querySelector('.webchat__stacked-layout--from-user'));
      const replies = messages.slice(lastSaid + 1);
      const plain = text => text.replaceAll('\u2019', "'"); // Web Chat sets typographic apostrophes.
      const textOf = element => plain([...element.querySelectorAll('.webchat__text-content')].map(content => content.innerText).join('\n'));
      const text = replies.map(textOf).join('\n');
      return {
        count: messages.length,
        text,
        question: text.split('\n').filter(line => line.includes('?')).join('\n'),
        all: plain(replies.map(reply => reply.innerText).join('\n')),
        links: replies.flatMap(reply => [...reply.querySelectorAll('a[href]')].map(link => link.href)),
        cards: replies.flatMap(reply => [...reply.querySelectorAll('.ac-adaptiveCard')].map(card => card.innerText)),
        choices: [...document.querySelectorAll('[role="toolbar"][aria-label="Suggested actions"] button')].map(button => button.innerText.trim()),
      };
    });
  }

  /** All that was said, one line a message. */
  said() {
    return this.view.evaluate(() => [...document.querySelectorAll('[role="feed"] > article .webchat__text-content')].map(content => content.innerText));
  }
}

/** Signs a member of the staff in, in a browser of their own. */
export async function signIn(page, base, email, password) {
  await page.goto(`${base}/staff`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Conversations' }).waitFor();
}
