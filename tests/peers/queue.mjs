// What reviewers do with many conversations: the queue by risk, a search that leaves no word in an address, a review that two look at, keys, and both at phone width and in the dark.
//   node queue.mjs SERVICE_URL EMAIL PASSWORD EMAIL PASSWORD SCREENSHOT_FOLDER
// Writes "? break" when the list of conversations is to fail, and "? mend" when it is to work again.
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Steps, axeFindings, check, launch, looksRight, signIn, tooWide } from './browser.mjs';

const [base, firstEmail, firstPassword, secondEmail, secondPassword, folder] = process.argv.slice(2);
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const browser = await launch();
const steps = new Steps();

await steps.step('patients write', async () => {
  await talk('hello');
  await talk('what is the price of parking on the moon for zebras');
  await talk('I cannot feel between my legs and I wet myself');
  await talk('should I stop my blood thinner before the injection');
});

const first = await reviewer(firstEmail, firstPassword, { width: 1440, height: 1000 });

await steps.step('the queue comes by risk', async () => {
  const why = await first.locator('.queue tbody td:nth-child(2)').allInnerTexts();
  check(why[0].includes('Emergency'), why.join(' | '));
  check(why.some(text => text.includes('Advice declined')), why.join(' | '));
  check(why.some(text => text.includes('Not answered')), why.join(' | '));
  for (const width of [1280, 1440]) {
    await first.setViewportSize({ width, height: 1000 });
    check(await first.locator('.top').evaluate(top => top.offsetHeight) < 60, `with every role the header takes more than a row at ${width} px`);
  }
  await looks(first, 'queue');
});

await steps.step('a search finds a word, shows where it stands, and puts it into no address', async () => {
  await first.keyboard.press('/');
  await first.keyboard.type('zebra state:queue');
  await first.keyboard.press('Enter');
  await first.locator('.snippet').waitFor();
  check((await first.locator('.snippet').innerText()).includes('zebras'), 'no snippet');
  check(!first.url().includes('zebra') && !(await first.title()).includes('zebra'), `${first.url()} ${await first.title()}`);
  await looks(first, 'search');
  await first.getByText('Keep this search').click();
  await first.getByLabel('Name', { exact: true }).fill('Animals');
  await first.getByRole('button', { name: 'Keep' }).click();
  check(await first.getByRole('link', { name: 'Animals' }).getAttribute('aria-current') === 'page', 'the view is not kept');
});

await steps.step('a list that stands open shows what happens meanwhile by itself', async () => {
  const open = steps.watch(await first.context().newPage());
  await open.clock.install();
  await open.goto(`${base}/staff`);
  const before = await open.locator('.queue tbody tr').count();
  await talk('what is the price of parking on mars');
  for (let looks = 0; looks < 20 && await open.locator('.queue tbody tr').count() === before; looks++) {
    await open.clock.runFor(10_000);
    await open.waitForTimeout(100);
  }
  check(await open.locator('.queue tbody tr').count() === before + 1, 'the list does not follow');
  await open.close();
});

await steps.step('what cannot be read is explained', async () => {
  await first.getByLabel('Search').fill('colour:red flag:red');
  await first.getByRole('button', { name: 'Search' }).click();
  await first.getByRole('alert').waitFor();
  await looks(first, 'problems');
});

await steps.step('keys lead through the list and back', async () => {
  await first.goto(`${base}/staff`);
  await first.keyboard.press('?');
  await first.getByRole('heading', { name: 'Keys' }).waitFor();
  await looks(first, 'keys');
  check((await first.getByRole('dialog').boundingBox()).x > 100, 'the keys are not shown in the middle');
  await first.getByRole('button', { name: 'Close' }).click();
  await first.keyboard.press('j');
  await first.keyboard.press('Enter');
  await first.getByRole('heading', { name: 'Conversation', exact: true }).waitFor();
  await looks(first, 'review');
  await first.getByRole('link', { name: /^Look closer/ }).last().click();
  await first.getByRole('heading', { name: 'What each channel shows' }).waitFor();
  await looks(first, 'reply');
  await first.getByRole('link', { name: 'Replay the whole conversation' }).click();
  await first.getByText('would say the same in every turn').waitFor();
  await first.getByRole('link', { name: 'Back to the conversation' }).click();
  await first.getByRole('heading', { name: 'Conversation', exact: true }).waitFor();
  await first.keyboard.press('u');
  await first.getByRole('heading', { name: 'Conversations' }).waitFor();
  await first.goBack();
});

const second = await reviewer(secondEmail, secondPassword, { width: 390, height: 844 }, 'dark');

await steps.step('at phone width the pages fit and the menu opens', async () => {
  await second.getByText('How to search').click();
  await looks(second, 'queue-390');
  await second.getByText('How to search').click();
  await second.getByRole('button', { name: /^Menu/ }).click();
  await second.getByRole('link', { name: 'Outbox' }).waitFor();
  await looks(second, 'menu-390');
  await second.keyboard.press('Escape');
  await second.locator('.row').first().click();
  await looks(second, 'review-390');
});

await steps.step('the second of two reviewers is told what is newer', async () => {
  await first.getByRole('button', { name: 'Start the review' }).click();
  await first.getByRole('heading', { name: /^In review/ }).waitFor();
  await second.getByRole('button', { name: 'Mark as resolved' }).click();
  await second.getByText('changed this conversation after you had opened it').waitFor();
  await looks(second, 'late-390');
});

await steps.step('a note names a colleague, who finds it', async () => {
  await first.keyboard.press('n');
  await first.keyboard.type(`Please call back @${secondEmail.split('@')[0]}`);
  await first.getByRole('button', { name: 'Add the note' }).click();
  await first.locator('.notes').waitFor();
  await first.getByLabel('New tag').fill('call back');
  await first.getByRole('button', { name: 'Add the tag' }).click();
  await first.locator('.tags').waitFor();
  await looks(first, 'noted');
  await second.goto(`${base}/staff`);
  await second.getByRole('link', { name: 'Mentions me' }).click();
  await second.locator('.row').waitFor();
});

await steps.step('ready replies and a draft of a colleague go into the message', async () => {
  await first.getByLabel('Name that the patient sees').fill('Ann');
  await first.getByRole('button', { name: 'Take this conversation' }).click();
  await first.getByRole('heading', { name: 'You have this conversation' }).waitFor();
  await second.locator('.row').first().click();
  await second.getByLabel(/^A draft for Ann/).fill('Ask whether somebody is with them.');
  await second.getByRole('button', { name: 'Leave the draft' }).click();
  await second.getByText('Ask whether somebody is with them.').waitFor();
  await first.reload();
  await first.getByText(/^Also looking at this/).waitFor();
  await first.getByRole('button', { name: 'Use this draft' }).click();
  check(await first.locator('#say').inputValue() === 'Ask whether somebody is with them.', 'the draft is not in the message');
  await first.getByText('Ready replies').click();
  await first.getByRole('button', { name: 'Use the reply Hello' }).click();
  check((await first.locator('#say').inputValue()).includes('Thank you for waiting.'), 'the reply is not in the message');
  await looks(first, 'take-over');
});

await steps.step('every page is right at phone and desk width, by day and by night', async () => {
  const conversation = first.url().split(/[?#]/)[0];
  const key = conversation.split('/').at(-1);
  await first.goto(`${base}/staff/people`);
  const person = await first.getByRole('row').getByRole('link').first().getAttribute('href');
  for (const [name, path] of [
    ['conversations', '/staff'], ['alerts', '/staff/alerts'], ['waiting', '/staff/waiting'], ['outbox', '/staff/outbox'], ['drafts', '/staff/drafts'], ['suggestions', '/staff/suggestions'], ['judging', '/staff/judging'],
    ['figures', '/staff/figures'], ['export', '/staff/export'], ['audit', '/staff/audit'], ['looks', `/staff/audit/conversations/${key}`], ['people', '/staff/people'], ['person', person], ['account', '/staff/account'],
    ['second-factor', '/staff/second-factor'], ['conversation', `/staff/conversations/${key}`], ['records', `/staff/conversations/${key}/records`], ['replay', `/staff/conversations/${key}/replay`], ['reply', `/staff/conversations/${key}/replies/3`],
    ['improve', `/staff/conversations/${key}/improve/2`], ['break-glass', `/staff/break-glass/${key}`],
  ]) {
    const answer = await first.goto(base + path);
    check(answer.ok(), `${name}: ${answer.status()}`);
    await looksRight(first, name, folder);
  }
  await first.goto(`${base}/staff/no-such-page`);
  await looksRight(first, 'not-found', folder);
  steps.complaints.length = 0; // The browser says that it got a 404.
});

await steps.step('a page that fails says so, what to do, and a number for who runs the service', async () => {
  await ask('break');
  try {
    const answer = await first.goto(`${base}/staff`);
    check(answer.status() === 500, answer.status());
    await first.getByRole('heading', { name: 'Something went wrong on our side' }).waitFor();
    check((await first.locator('main code').innerText()).length > 5, 'there is no number');
    await looksRight(first, 'failed', folder);
  } finally {
    await ask('mend');
  }

  steps.complaints.length = 0; // The browser says that it got a 500.
});

await steps.step('a conversation prints without what is for the screen', async () => {
  await first.goto(`${base}/staff`);
  await first.locator('.row').first().click();
  await first.getByRole('heading', { name: 'Conversation', exact: true }).waitFor();
  await first.emulateMedia({ media: 'print', colorScheme: 'light' });
  check(await first.locator('header.top nav').isHidden() && await first.getByRole('button', { name: 'Sign out' }).isHidden(), 'the menu is printed');
  check(await first.getByRole('link', { name: /^(Improve the answer|Judge this reply|Look closer|Hold or erase)/ }).count() === 0, 'a link that leads on is printed');
  await first.setViewportSize({ width: 794, height: 1123 });
  await first.screenshot({ path: join(folder, 'page-conversation-print.png'), fullPage: true });
  await first.pdf({ path: join(folder, 'page-conversation-print.pdf'), format: 'Letter' });
});

await browser.close();
steps.exit();

async function ask(word) {
  console.log(`? ${word}`);
  return JSON.parse((await answers.next()).value);
}

async function looks(page, name) {
  const found = await axeFindings(page);
  check(!found, `${name}: ${found}`);
  check(await tooWide(page) <= 0, `${name} is too wide`);
  await page.screenshot({ path: join(folder, `console-${name}.png`), fullPage: true });
}

async function reviewer(email, password, viewport, colorScheme = 'light') {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
  const page = steps.watch(await context.newPage());
  await signIn(page, base, email, password);
  return page;
}

/** A patient without a page: what they say, over Direct Line. */
async function talk(...texts) {
  const { token } = await post('/webchat/token');
  const { conversationId } = await post('/v3/directline/conversations', token);
  for (const text of texts) await post(`/v3/directline/conversations/${conversationId}/activities`, token, { type: 'message', from: { id: 'patient' }, text });
}

async function post(path, token, body = {}) {
  const answer = await fetch(base + path, { method: 'POST', headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }, body: JSON.stringify(body) });
  check(answer.ok, `${path}: ${answer.status}`);
  return answer.json();
}
