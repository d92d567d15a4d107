// One conversation, whatever happens to the page, the computer, the line and the service.
//   node continuity.mjs SERVICE_URL
// Writes "? restart" when the service is to be restarted, and reads its new address from the standard input.
import { createInterface } from 'node:readline';
import { Chat, PATIENCE, Steps, check, launch } from './browser.mjs';
import { Wire } from './wire.mjs';

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const wire = new Wire(process.argv[2]);
const base = await wire.listen();
const browser = await launch();
const steps = new Steps();
const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
// The client waits 3 to 15 seconds at random before it reconnects: take about the shortest.
await context.addInitScript(() => {
  let drawn = 0;
  Math.random = () => (drawn = (drawn + 1) % 10_000) / 1e6;
});

const sockets = [];
const tab = await open();
const chat = new Chat(tab);

async function open(prepare = async () => {}) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  // Of the client's own beat on a socket that is gone; it goes on.
  page.on('pageerror', error => error.message === 'executing a cancelled action' || steps.complaints.push(`script error: ${error.message}`));
  page.on('websocket', socket => sockets.push(socket));
  await prepare(page);
  await page.goto(`${base}/chat`);
  return page;
}

async function once(view, ...texts) {
  const said = (await view.said()).join('\n');
  for (const text of texts) check(said.split(text).length === 2, `'${text}' stands there ${said.split(text).length - 1} times`);
}

await steps.step('a reload shows the conversation with its history', async () => {
  await chat.settled();
  await chat.say('what is fibrin?');
  await tab.reload();
  await chat.shows('places fibrin');
  await chat.settled();
  await once(chat, 'I am an automated assistant', 'what is fibrin?', 'places fibrin');
});

let second;
let other;
await steps.step('two tabs show the same and hear each other', async () => {
  second = await open();
  other = new Chat(second);
  await other.shows('places fibrin');
  await other.settled();
  const before = sockets.length;
  await other.say('is it safe?');
  await chat.shows('has risks');
  await chat.say('compare the two');
  await other.shows('compare the two');
  await other.settled();
  await once(chat, 'is it safe?', 'has risks', 'compare the two');
  await once(other, 'is it safe?', 'has risks', 'compare the two');
  check(sockets.length === before && sockets.slice(-2).every(socket => !socket.isClosed()), 'a tab was thrown off the line');
});

await steps.step('a new conversation in one tab is the conversation of the other', async () => {
  await tab.getByLabel('Chat menu').click();
  await tab.getByRole('button', { name: 'New conversation' }).click();
  for (const page of [tab, second]) await page.waitForFunction(() => !/what is fibrin/.test(document.body.textContent) && document.querySelector('[role="feed"] > article'));
  await chat.settled();
  await chat.say('how long does relief last?');
  await other.shows('how long does relief last?');
});

await steps.step('a page that was frozen shows what was said meanwhile', async () => {
  const session = await context.newCDPSession(tab);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await other.say('what is spinal decompression?');
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await chat.shows('what is spinal decompression?');
  await chat.settled();
  await once(chat, 'what is spinal decompression?');
});

await steps.step('a computer that slept for hours comes back by itself, with the half-written message', async () => {
  const sleeper = await open(page => page.clock.install());
  const asleep = new Chat(sleeper);
  await asleep.shows('what is spinal decompression?');
  await asleep.composer.fill('half a question');
  const asked = sleeper.waitForRequest('**/webchat/token');
  await sleeper.clock.fastForward('03:00:00');
  await asked;
  await sleeper.waitForFunction(() => document.querySelectorAll('[role="feed"] > article').length > 3);
  await asleep.shows('what is spinal decompression?');
  check(await asleep.composer.inputValue() === 'half a question', `the line to write in holds '${await asleep.composer.inputValue()}'`);
  await other.say('what does it cost?');
  await asleep.shows('what does it cost?');
  await sleeper.close();
});

await steps.step('after the line was cut nothing is missing and nothing is there twice', async () => {
  wire.cut();
  await other.send('can i drive after it?');
  await chat.shows('can i drive after it?');
  await chat.settled();
  await once(chat, 'can i drive after it?', 'what does it cost?');
  await other.settled();
  await once(other, 'can i drive after it?');
});

await steps.step('without a network the patient is told, and with it the chat goes on', async () => {
  await context.setOffline(true);
  await tab.getByRole('alert').getByText('You are offline.').waitFor();
  await context.setOffline(false);
  await chat.say('who are you?');
  await once(chat, 'who are you?');
});

await steps.step('a restart of the service loses nothing', async () => {
  console.log('? restart');
  wire.lead((await answers.next()).value);
  wire.cut();
  await tab.bringToFront();
  await chat.say('do you take insurance?');
  await other.shows('do you take insurance?');
  await other.settled();
  await once(chat, 'do you take insurance?', 'who are you?', 'can i drive after it?', 'how long does relief last?');
  await once(other, 'do you take insurance?', 'who are you?', 'can i drive after it?', 'how long does relief last?');
});

await browser.close();
steps.exit();
