// The chat on the clinic's own page and on another website: what it costs, what it may, how it looks there.
//   node website.mjs BASE_URL HOST_URL STRANGER_URL SCREENSHOT_FOLDER
// HOST_URL is a website that may show the chat, STRANGER_URL the same pages under an address that may not.
import { join } from 'node:path';
import { Chat, Steps, check, launch, openChat, chatFrame } from './browser.mjs';

const [base, host, stranger, folder] = process.argv.slice(2);
const BUDGET = 5 * 1024;

const browser = await launch();
const steps = new Steps();
const cookies = [];

async function visit(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.addInitScript(() => {
    window.shifted = 0;
    window.violations = [];
    new PerformanceObserver(list => list.getEntries().forEach(entry => (window.shifted += entry.value))).observe({ type: 'layout-shift', buffered: true });
    addEventListener('securitypolicyviolation', event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  context.on('response', async response => {
    const names = (await response.headersArray().catch(() => [])).map(header => header.name.toLowerCase());
    if (names.includes('set-cookie')) cookies.push(response.url());
  });
  return context;
}

async function noViolations(page) {
  for (const frame of page.frames()) {
    const found = await frame.evaluate(() => window.violations);
    check(found.length === 0, `${frame.url()}: ${found}`);
  }
}

await steps.step('before the first click the chat costs one script of at most 5 KB on the wire', async () => {
  for (const page of [`${base}/`, `${host}/`]) {
    const context = await visit();
    const tab = steps.watch(await context.newPage());
    const asked = [];
    tab.on('requestfinished', request => asked.push(request));
    await tab.goto(page, { waitUntil: 'networkidle' });
    const ofTheChat = asked.filter(request => request.url().startsWith(base) && request.resourceType() === 'script');
    check(ofTheChat.length === 1, ofTheChat.map(request => request.url()));
    if (page.startsWith(host)) check(asked.filter(request => request.url().startsWith(base)).length === 1, 'the host page loads more of the chat');
    const { responseBodySize, responseHeadersSize } = await ofTheChat[0].sizes();
    check(responseBodySize > 0 && responseBodySize + responseHeadersSize <= BUDGET, `${responseBodySize} + ${responseHeadersSize} bytes`);
    await context.close();
  }
});

await steps.step('nothing on a page moves while the chat comes, opens and closes', async () => {
  for (const page of [`${base}/`, `${host}/`]) {
    for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
      const context = await visit({ viewport });
      const tab = steps.watch(await context.newPage());
      await tab.goto(page);
      const frame = await openChat(tab);
      await frame.getByRole('button', { name: 'Close the chat' }).click();
      await tab.getByRole('button', { name: 'Chat with us' }).waitFor();
      const shifted = await tab.evaluate(() => window.shifted);
      check(shifted === 0, `${page} at ${viewport.width}: ${shifted}`);
      await context.close();
    }
  }
});

await steps.step('on another website, under exactly the policy of the docs, a patient chats without one violation', async () => {
  const context = await visit();
  const tab = steps.watch(await context.newPage());
  const policy = (await tab.goto(`${host}/`)).headers()['content-security-policy'];
  check(/script-src 'self' http/.test(policy) && !/unsafe/.test(policy), policy);
  const chat = new Chat(await openChat(tab));
  await chat.settled();
  await chat.say('what is fibrin?');
  const compared = await chat.say('compare the two');
  check(compared.cards.length > 0, 'no card');
  await tab.screenshot({ path: join(folder, 'website-embedded.png') });
  await noViolations(tab);

  // This browser gives a frame on another website no storage.
  await tab.reload();
  const again = new Chat(await openChat(tab));
  await again.shows('what is fibrin?');
  check((await context.cookies()).length === 0, 'there are cookies');
  await context.close();
});

await steps.step('what a patient types is in no address, no console and no storage', async () => {
  const context = await visit();
  const tab = steps.watch(await context.newPage());
  const seen = [];
  tab.on('request', request => seen.push(`address ${request.url()}`));
  tab.on('console', message => seen.push(`console ${message.text()}`));
  await tab.goto(`${host}/`);
  const chat = new Chat(await openChat(tab));
  await chat.settled();
  await chat.say('my back hurts zqvtyped');
  await chat.composer.fill('zqvtyped half');
  const stored = () => {
    try {
      return JSON.stringify([localStorage, sessionStorage, document.cookie, document.title, location.href]);
    } catch {
      return 'no storage here';
    }
  };
  for (const frame of tab.frames()) seen.push(`storage ${await frame.evaluate(stored)}`);
  const leaked = seen.filter(text => /zqvtyped/i.test(text));
  check(leaked.length === 0, leaked);
  check(seen.some(text => /valorspine-chat-kept/.test(text)), 'the way back is kept nowhere');
  await context.close();
});

await steps.step('the styles of the page do not reach the chat and its script cannot read it', async () => {
  const context = await visit();
  const tab = steps.watch(await context.newPage());
  await tab.goto(`${host}/`);
  const button = tab.getByRole('button', { name: 'Chat with us' });
  const [colour, family] = await button.evaluate(element => [getComputedStyle(element).backgroundColor, getComputedStyle(element).fontFamily]);
  check(colour === 'rgb(11, 101, 112)' && !/cursive/.test(family), `${colour} ${family}`);
  await openChat(tab);
  const read = await tab.evaluate(() => document.querySelector('valorspine-chat').shadowRoot.querySelector('iframe').contentDocument);
  check(read === null, 'the page can read the chat');
  await context.close();
});

await steps.step('label, side, colour, language and opening are settings of the tag', async () => {
  const context = await visit();
  const tab = steps.watch(await context.newPage());
  await tab.goto(`${host}/settings`);
  const frame = await chatFrame(tab);
  check(await tab.evaluate(() => document.activeElement === document.body), 'it takes the focus unasked');
  check(/[?&]language=de$/.test(frame.url()), frame.url());
  await frame.getByRole('button', { name: 'Senden' }).waitFor();
  await frame.getByRole('button', { name: 'Close the chat' }).click();
  const button = tab.getByRole('button', { name: 'Ask the spine team' });
  await button.waitFor();
  const box = await button.boundingBox();
  check(box.x < 100, `it stands at ${box.x}`);
  const colours = await button.evaluate(element => [getComputedStyle(element).backgroundColor, getComputedStyle(element).color]);
  check(colours.join() === 'rgb(255, 204, 0),rgb(0, 0, 0)', colours);
  await tab.getByRole('link', { name: 'Write to us' }).click();
  await frame.getByRole('button', { name: 'Senden' }).waitFor();
  await noViolations(tab);
  await context.close();
});

await steps.step('a website that is not allowed gets the button and no chat, and its visitor is told', async () => {
  const context = await visit();
  const tab = await context.newPage();
  await tab.clock.install();
  await tab.goto(`${stranger}/`);
  const refused = tab.waitForEvent('console', { predicate: message => /frame-ancestors/.test(message.text()) });
  await tab.getByRole('button', { name: 'Chat with us' }).click();
  await tab.getByText('Opening the chat').waitFor();
  await refused;
  await tab.clock.fastForward(20_000);
  await tab.getByText('We could not open the chat').waitFor();
  await tab.getByRole('button', { name: 'Close the chat' }).click();
  await tab.getByRole('button', { name: 'Chat with us' }).waitFor();
  await context.close();
});

await steps.step('nothing has set a cookie', async () => check(cookies.length === 0, cookies));

await browser.close();
steps.exit();
