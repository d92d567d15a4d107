// Whether everybody can use the chat: by keyboard alone, by ear, far zoomed in, in the dark, without motion. WCAG 2.2 AA.
//   node access.mjs BASE_URL SCREENSHOT_FOLDER
import { join } from 'node:path';
import { Chat, Steps, axeFindings, check, launch, openChat, tooWide } from './browser.mjs';

const [base, folder] = process.argv.slice(2);
const PAGES = { home: '/', article: '/knowledge/fibrin-what', 'not-found': '/nowhere' };

const browser = await launch();
const steps = new Steps();

async function visit(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  return { context, tab: steps.watch(await context.newPage()) };
}

async function clean(view, what) {
  const found = await axeFindings(view);
  check(!found, `${what}: ${found}`);
}

for (const [colorScheme, viewport] of [['light', { width: 1280, height: 900 }], ['dark', { width: 390, height: 844 }]]) {
  const { context, tab } = await visit({ colorScheme, viewport });
  await steps.step(`axe finds nothing by ${colorScheme === 'light' ? 'day' : 'night'} at ${viewport.width} pixels`, async () => {
    for (const [name, path] of Object.entries(PAGES)) {
      await tab.goto(base + path);
      await clean(tab, name);
      await tab.screenshot({ path: join(folder, `access-${name}-${colorScheme}-${viewport.width}.png`), fullPage: true });
    }

    steps.complaints.length = 0; // A page that is not found is an error for the console.
    await tab.goto(`${base}/`);
    const frame = await openChat(tab);
    const chat = new Chat(frame);
    await chat.settled();
    await tab.screenshot({ path: join(folder, `access-greeting-${colorScheme}-${viewport.width}.png`) });
    await chat.say('compare the two');
    await chat.say('my legs are numb and i cannot pee');
    await clean(tab, 'the page with the open chat');
    await clean(frame, 'the open chat');
    await tab.screenshot({ path: join(folder, `access-chat-${colorScheme}-${viewport.width}.png`) });
    await frame.getByLabel('Chat menu').click();
    await clean(frame, 'the menu');
    await tab.goto(`${base}/chat`);
    await new Chat(tab).settled();
    await clean(tab, 'the chat alone');
  });
  await context.close();
}

await steps.step('what stands in a message as tags or as a link to a script stays words', async () => {
  const { context, tab } = await visit();
  await tab.goto(`${base}/chat`);
  await new Chat(tab).settled();
  const active = await tab.evaluate(async () => {
    const { written } = await import('/markdown.js');
    const texts = [
      '<img src=x onerror=alert(1)>', 'a <b onclick=x>b</b>', '[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](&#106;avascript:alert(1)) [d](data:text/html,x)', '![a](https://a.example/x.png)', '[a](<https://a.example/"onclick="x>)',
      '[a]: javascript:alert(1)\n[a]', '<javascript:alert(1)>', '| <img src=x> |\n|--|\n| <svg onload=x> |', '# <img src=x>', '```<script>\n<img src=x>\n```', '[<img src=x>](https://a.example)',
    ];
    const page = document.createElement('div');
    page.innerHTML = texts.map(text => written(text)).join('');
    return [...page.querySelectorAll('*')].filter(element =>
      element.matches('script, svg, b, img:not(.webchat__render-markdown__external-link-icon)') || [...element.attributes].some(({ name, value }) => name.startsWith('on') || (name === 'href' && !value.startsWith('https://a.example')))).map(element => element.outerHTML);
  });
  check(active.length === 0, active.join(' '));
  await context.close();
});

await steps.step('pages and chat change with the device between day and night while they are open', async () => {
  const { context, tab } = await visit({ colorScheme: 'light' });
  await tab.goto(`${base}/chat`);
  const chat = new Chat(tab);
  await chat.settled();
  await chat.composer.fill('half a question');
  const bubble = () => tab.locator('.webchat__bubble__content').first().evaluate(element => getComputedStyle(element).backgroundColor);
  const day = await bubble();
  await tab.emulateMedia({ colorScheme: 'dark' });
  await tab.waitForFunction(before => getComputedStyle(document.querySelector('.webchat__bubble__content')).backgroundColor !== before, day);
  check(await chat.composer.inputValue() === 'half a question', 'what was typed is lost');
  await context.close();
});

await steps.step('at 400 % zoom nothing scrolls sideways and the line to write in is within reach', async () => {
  const { context, tab } = await visit({ viewport: { width: 320, height: 256 } });
  for (const path of Object.values(PAGES)) {
    await tab.goto(base + path);
    check(await tooWide(tab) <= 0, `${path} is ${await tooWide(tab)} pixels too wide`);
  }

  steps.complaints.length = 0;
  await tab.goto(`${base}/`);
  const frame = await openChat(tab);
  const chat = new Chat(frame);
  await chat.settled();
  for (const text of ['what is fibrin?', 'compare the two']) {
    await chat.say(text);
    check(await tooWide(frame) <= 0, `the chat is ${await tooWide(frame)} pixels too wide after '${text}'`);
    const wide = await frame.evaluate(() => [...document.querySelectorAll('[role="feed"] > article *')].filter(element => element.getBoundingClientRect().right > innerWidth + 1).length);
    check(wide === 0, `${wide} elements stick out after '${text}'`);
    const box = await chat.composer.boundingBox();
    check(box.y >= 0 && box.y + box.height <= 256, `the line to write in stands at ${box.y}`);
  }
  await tab.screenshot({ path: join(folder, 'access-zoom.png') });
  await context.close();
});

await steps.step('nothing moves for those who asked for no motion', async () => {
  const { context, tab } = await visit();
  await tab.goto(`${base}/`);
  const frame = await openChat(tab);
  const chat = new Chat(frame);
  await chat.settled();
  await chat.send('what is fibrin?');
  for (const view of [tab, frame]) {
    // What could move, whether or not it does so at this moment.
    const moving = await view.evaluate(() => {
      const seconds = list => Math.max(...list.split(',').map(time => parseFloat(time) * (time.includes('ms') ? 0.001 : 1)));
      const all = root => [...root.querySelectorAll('*')].flatMap(element => [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
      return all(document).filter(element => {
        const style = getComputedStyle(element);
        return seconds(style.transitionDuration) > 0.1 || (style.animationName !== 'none' && seconds(style.animationDuration) > 0.1);
      }).map(element => element.className).slice(0, 5);
    });
    check(moving.length === 0, `these move: ${moving}`);
  }
  check(await tab.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior) === 'auto', 'the page scrolls smoothly');
  await context.close();
});

await steps.step('the keyboard alone is enough for a whole conversation', async () => {
  const { context, tab } = await visit();
  await tab.goto(`${base}/`);
  await press(tab, 'Tab', () => tab.evaluate(() => document.activeElement.matches('valorspine-chat')));
  await tab.keyboard.press('Enter');
  const frame = await (await tab.locator('valorspine-chat iframe').elementHandle()).contentFrame();
  const chat = new Chat(frame);
  await chat.settled();
  const focus = () => frame.evaluate(() => document.activeElement.innerText?.trim() || document.activeElement.dataset.id || document.activeElement.tagName);
  await press(tab, 'Tab', async () => await focus() === 'webchat-sendbox-input');

  const asked = await chat.turn(async () => {
    await tab.keyboard.type('what is fibrin?');
    await tab.keyboard.press('Enter');
  });
  check(/fibrin/i.test(asked.text), asked.text);
  await choose('Book a visit');
  await choose(/clinic/i);
  check((await chat.read()).choices.some(choice => /\d(am|pm| AM| PM)/.test(choice)), `no times: ${(await chat.read()).choices}`);
  await choose(/\d/);
  check(/name/i.test((await chat.read()).text), (await chat.read()).text);
  await tab.keyboard.press('Escape');
  await tab.waitForFunction(() => document.querySelector('valorspine-chat').shadowRoot.activeElement?.matches('.launcher'));
  await context.close();

  // From the line to write in, back to the choices; the arrows go between them.
  async function choose(label) {
    const wanted = (await chat.read()).choices.find(choice => (label instanceof RegExp ? label.test(choice) : choice === label));
    check(wanted, `'${label}' is not offered: ${(await chat.read()).choices}`);
    await press(tab, 'Shift+Tab', async () => await frame.evaluate(() => !!document.activeElement.closest('[role="toolbar"]')));
    await press(tab, 'ArrowRight', async () => await focus() === wanted, true);
    await chat.turn(() => tab.keyboard.press('Enter'));
    check(await frame.evaluate(() => document.hasFocus() && document.activeElement !== document.body), 'the focus is lost after a choice');
  }
});

await steps.step('a screen reader says each message once, and nothing of before after a return', async () => {
  const { context, tab } = await visit();
  // What a live region holds while it is neither off nor hidden is said.
  await context.addInitScript(() => {
    window.said = [];
    const listen = () => {
      for (const part of document.querySelectorAll('[aria-live="polite"] > *, [aria-live="assertive"] > *')) {
        if (part.told || part.closest('[aria-hidden="true"], [aria-live="off"]')) continue;
        part.told = true;
        window.said.push(part.textContent);
      }
    };
    // A reader hears what a frame shows, not what stood there for a moment before.
    new MutationObserver(() => requestAnimationFrame(listen)).observe(document, { childList: true, subtree: true, attributes: true });
  });
  const times = text => tab.evaluate(wanted => window.said.join('\n').split(wanted).length - 1, text);
  await tab.goto(`${base}/chat`);
  const chat = new Chat(tab);
  await chat.settled();
  await chat.say('what is fibrin?');
  for (const text of ['I am an automated assistant', 'places fibrin in the tough outer ring', 'Tell me more'])
    check(await times(text) === 1, `'${text}' is said ${await times(text)} times`);

  await tab.reload();
  await chat.shows('places fibrin');
  await chat.settled();
  check((await tab.evaluate(() => window.said.join(''))).trim() === '', `after the return it says: ${await tab.evaluate(() => window.said.join(' | '))}`);
  await chat.say('is it safe?');
  check(await times('has risks') === 1, `the new answer is said ${await times('has risks')} times`);
  check(await times('places fibrin') === 0, 'the old answer is said again');
  await context.close();
});

await browser.close();
steps.exit();

async function press(tab, key, reached, evenThere = false) {
  for (let pressed = 0; pressed < 60; pressed++) {
    if (evenThere && await reached()) return;
    await tab.keyboard.press(key);
    if (await reached()) return;
  }

  throw new Error(`${key} does not reach it`);
}
