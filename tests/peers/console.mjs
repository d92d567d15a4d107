// What staff do in the console while patients chat: the outbox, the list of those who wait, a conversation that two reviewers look at, a reminder's answer.
//   node console.mjs SERVICE_URL EMAIL PASSWORD EMAIL PASSWORD SCREENSHOT_FOLDER
// Writes "? audit" for what stands on the audit trail, one "who what" an entry, and "? remind" when the reminders are to be due and the service restarted.
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Chat, Steps, axeFindings, check, launch, signIn } from './browser.mjs';
import { Wire } from './wire.mjs';

const [service, firstEmail, firstPassword, secondEmail, secondPassword, folder] = process.argv.slice(2);
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const wire = new Wire(service);
const base = await wire.listen();
const browser = await launch();
const steps = new Steps();

const [booker, waiter] = [await patient(), await patient()];
const [first, second] = [await reviewer(firstEmail, firstPassword), await reviewer(secondEmail, secondPassword)];
let reference;
let conversation;

await steps.step('a patient books a visit', async () => {
  await booker.settled();
  let state = await booker.say('book an evaluation in two weeks');
  state = await booker.tap(state.choices.find(choice => /\d:\d\d/.test(choice)));
  await booker.say('Jo Smith, 312 555 0142');
  state = await booker.tap('Confirm');
  reference = /\bVS-[A-Z0-9]+\b/.exec(state.all)?.[0];
  check(reference, state.all);
});

await steps.step('the notice that cannot be sent stands in the outbox, each look is on the audit trail, and it is settled by phone', async () => {
  for (let looks = 0; looks < 2; looks++) await first.goto(`${base}/staff/outbox`);
  const row = first.getByRole('row').filter({ hasText: reference }).filter({ hasText: 'Visit booked' });
  await row.getByText('Text messages are not set up. Please call.').waitFor();
  await clean(first, 'outbox');
  await row.getByRole('button', { name: /Handled by phone/ }).click();
  await row.waitFor({ state: 'detached' });
  const audit = await ask('audit');
  check(audit.filter(entry => entry === `${firstEmail} outbox.open`).length === 3, audit);
  check(audit.includes(`${firstEmail} notice.handled-by-phone`), audit);
});

await steps.step('a patient says by keyboard that an answer did not help, and staff see it', async () => {
  await waiter.settled();
  await waiter.say('How long does relief last?');
  const down = waiter.view.getByRole('button', { name: 'This answer did not help' });
  const sent = waiter.view.waitForResponse(answer => answer.request().postData()?.includes('DislikeAction'));
  await down.press('Enter');
  check((await sent).ok() && await down.getAttribute('aria-pressed') === 'true', 'the answer is not marked');
  check((await down.boundingBox()).width >= 24, 'the thumb is too small');
  let posted = 0;
  waiter.view.on('request', request => { if (request.postData()?.includes('DislikeAction')) posted++; });
  await waiter.view.reload();
  await waiter.view.locator('button[aria-pressed="true"]').and(down).waitFor();
  await first.goto(`${base}/staff`);
  await first.getByRole('row').filter({ hasText: 'Not helpful' }).first().getByRole('link').first().click();
  await first.getByText('Marked as not helpful').waitFor();
  check(posted === 0, 'the reload has posted the mark again');
});

await steps.step('a patient who asks for a person is on the list of those who wait', async () => {
  await waiter.settled();
  await waiter.say('talk to a person');
  await first.goto(`${base}/staff/waiting`);
  await first.getByRole('row').getByText('Waits for a person').waitFor();
  await clean(first, 'waiting');
  await first.getByRole('row').getByRole('link').click();
  await first.waitForURL(/\/staff\/conversations\//);
  conversation = first.url();
  await second.goto(conversation);
  await second.getByRole('heading', { name: 'The patient waits for a person' }).waitFor();
});

await steps.step('of two reviewers the first takes it, the patient sees who, and the second is told what is newer', async () => {
  await take(first, 'Ann');
  await first.getByRole('heading', { name: 'You have this conversation' }).waitFor();
  await waiter.shows('Ann from our staff has joined this chat.');
  await take(second, 'Ben');
  await second.getByRole('alert').getByText('Nothing was done: there is something newer').waitFor();
  await second.getByRole('heading', { name: `Ann (${firstEmail}) has this conversation` }).waitFor();
  await clean(first, 'the take-over panel');
});

await steps.step('what a reviewer writes reaches the patient under their name', async () => {
  await write(first, 'Hello, how can I help you?');
  await waiter.shows('Hello, how can I help you?');
  await waiter.shows(/Ann/);
  // What is new comes by itself, and whoever works by keys stays where they are.
  await first.getByRole('button', { name: 'Assign' }).focus();
  await waiter.send('may I bring my scans?');
  await first.getByText('may I bring my scans?').first().waitFor();
  check(await first.evaluate(() => document.activeElement.textContent.trim()) === 'Assign', 'the focus is lost');
});

await steps.step('the second takes it over, and nothing that the first wrote late is sent or lost', async () => {
  await second.goto(conversation);
  await take(second, 'Ben');
  await waiter.shows('Ben from our staff has this chat now, instead of Ann.');
  await write(first, 'You may bring them.');
  await first.getByRole('alert').getByText('Nothing was done').waitFor();
  await first.getByText('You may bring them.').waitFor();
  await second.getByRole('heading', { name: 'You have this conversation' }).waitFor();
  await write(second, 'Yes, please bring them.');
  await waiter.shows('Yes, please bring them.');
  check(!(await waiter.said()).join().includes('You may bring them.'), 'the late message was sent');
});

await steps.step('a red flag stops the chat while a person has it', async () => {
  await waiter.send('i cant pee and my legs are numb');
  await waiter.shows(/911 now/);
  await second.goto(conversation);
  await second.getByText('i cant pee and my legs are numb').first().waitFor();
  await second.screenshot({ path: join(folder, 'console-red-flag.png'), fullPage: true });
});

await steps.step('handed back, the patient is with the bot again and nobody waits', async () => {
  await second.getByRole('button', { name: 'Return to the bot' }).click();
  await waiter.shows('Ben has left this chat. You are with me again, the automated assistant.');
  await first.goto(`${base}/staff/waiting`);
  await first.getByText('Nobody is waiting.').waitFor();
});

await steps.step('a reminder comes into the chat, and its confirmation stands on the page of the staff', async () => {
  wire.lead((await ask('remind'))[0]);
  wire.cut();
  await booker.view.reload();
  await booker.shows('A reminder: your visit is on');
  const state = await booker.settled();
  steps.complaints.length = 0; // Open pages say in the console that the service was away.
  check(state.choices.includes('Confirm'), `${state.text} [${state.choices}]`);
  await booker.tap('Confirm');
  await first.goto(`${base}/staff`);
  await first.getByLabel('Search').fill('outcome:booking');
  await first.getByRole('button', { name: 'Search' }).click();
  await first.waitForURL(/\?q=/);
  await first.locator('tbody tr').first().getByRole('link').first().click();
  await first.getByText(reference).first().waitFor();
  await first.getByText('Patient confirmed').first().waitFor();
  await first.screenshot({ path: join(folder, 'console-reminder.png'), fullPage: true });
});

await browser.close();
steps.exit();

async function patient() {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = steps.watch(await context.newPage());
  await page.goto(`${base}/chat`);
  return new Chat(page);
}

async function reviewer(email, password) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = steps.watch(await context.newPage());
  await signIn(page, base, email, password);
  return page;
}

async function take(page, name) {
  await page.getByLabel('Name that the patient sees').fill(name);
  await page.getByRole('button', { name: 'Take this conversation' }).click();
}

async function write(page, text) {
  await page.getByLabel(/^Your message to the patient/).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

async function clean(page, what) {
  const found = await axeFindings(page);
  check(!found, `${what}: ${found}`);
}

async function ask(word) {
  console.log(`? ${word}`);
  return JSON.parse((await answers.next()).value);
}
