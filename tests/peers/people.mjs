// How staff sign in and who may do what, in a real browser: the second factor, passkeys, accounts and roles, sessions, refusals, at phone and desk width.
//   node people.mjs SERVICE_URL EMAIL PASSWORD SCREENSHOT_FOLDER
// Writes "? audit" for what stands on the audit trail, one "who what" an entry.
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Steps, axeFindings, check, launch, tooWide } from './browser.mjs';

const [service, email, password, folder] = process.argv.slice(2);
const base = service.replace('127.0.0.1', 'localhost').replace(/\/$/, ''); // Passkeys belong to a name, not to a number.
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const browser = await launch();
const steps = new Steps();
const chief = await person();
let key, recovery, readerPassword;
const reader = 'rita@clinic.example';

await steps.step('the first password leads to setting up a second factor, and nowhere else', async () => {
  await chief.goto(`${base}/staff`);
  await looked(chief, 'sign-in');
  await enter(chief, email, password);
  await chief.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
  await chief.goto(`${base}/staff/people`);
  await chief.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
  await looked(chief, 'second-factor');
});

await steps.step('a wrong code sets nothing up', async () => {
  await chief.getByRole('textbox', { name: 'Code' }).fill('000000');
  await chief.getByRole('button', { name: 'Set it up' }).click();
  await chief.getByRole('alert').getByText('That code is not right.').waitFor();
});

await steps.step('the code of the app does, and the recovery codes are shown', async () => {
  key = (await chief.locator('#authenticator-key').textContent()).replaceAll(' ', '');
  await chief.getByRole('textbox', { name: 'Code' }).fill(totp(key));
  await chief.getByRole('button', { name: 'Set it up' }).click();
  await chief.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor();
  recovery = await chief.locator('.recovery code').allTextContents();
  check(recovery.length === 10, recovery);
  await looked(chief, 'recovery-codes');
  await chief.getByRole('link', { name: 'I have kept them, go on' }).click();
  await chief.getByRole('heading', { name: 'Conversations' }).waitFor();
});

const others = [];
await steps.step('a password alone signs in no more: a code does, and a recovery code once', async () => {
  const other = await person();
  others.push(other);
  await other.goto(`${base}/staff/outbox`);
  await enter(other, email, password);
  await other.getByRole('heading', { name: 'One more step' }).waitFor();
  await looked(other, 'code');
  await code(other, '000000');
  await other.getByRole('alert').getByText('That code is not right.').waitFor();
  await code(other, recovery[0]);
  await other.getByRole('heading', { name: 'Outbox' }).waitFor();
  const third = await person();
  others.push(third);
  await third.goto(`${base}/staff`);
  await enter(third, email, password);
  await code(third, recovery[0]);
  await third.getByRole('alert').getByText('That code is not right.').waitFor();
  await code(third, totp(key));
  await third.getByRole('heading', { name: 'Conversations' }).waitFor();
});

await steps.step('of the sessions one can be ended, and all others', async () => {
  await chief.goto(`${base}/staff/account`);
  await chief.getByRole('row').nth(3).waitFor();
  await looked(chief, 'account');
  await chief.getByRole('button', { name: 'End all others' }).click();
  await chief.getByText('All other sessions have ended.').waitFor();
  check(await chief.getByRole('row').count() === 2, 'there are other sessions');
  for (const page of others) {
    await page.goto(`${base}/staff`);
    await page.getByRole('heading', { name: 'Staff sign-in' }).waitFor();
    await page.close();
  }
  // A page that stands open asks what is new every few seconds, and the browser says that it was refused.
  steps.complaints = steps.complaints.filter(complaint => !complaint.includes('net::ERR_FAILED'));
});

await steps.step('a passkey is added, and signs in alone', async () => {
  const session = await chief.context().newCDPSession(chief);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await chief.getByLabel('Name of the device').fill('Front desk');
  const proof = chief.locator('#passkey-password');
  await proof.fill('not the password');
  await chief.getByRole('button', { name: 'Add a passkey' }).click();
  await chief.getByRole('alert').getByText('That password is not right.').waitFor();
  steps.complaints.length = 0; // The browser says that it got a 403.
  await proof.fill(password);
  await chief.getByRole('button', { name: 'Add a passkey' }).click();
  await chief.getByText('The passkey is added.').waitFor();
  await chief.getByText('Front desk', { exact: true }).waitFor();
  await chief.getByRole('button', { name: 'Sign out' }).click();
  await chief.getByRole('button', { name: 'Use a passkey' }).click();
  await chief.getByRole('heading', { name: 'Conversations' }).waitFor();
  await chief.goto(`${base}/staff/account`);
  await chief.getByRole('cell', { name: 'Passkey', exact: true }).waitFor();
});

await steps.step('an account is added with a role, and its password is shown once', async () => {
  const more = chief.locator('summary').filter({ hasText: 'More' });
  await more.press('Enter');
  await chief.getByRole('link', { name: 'People' }).press('Escape');
  check(await more.evaluate(summary => summary === document.activeElement && !summary.parentElement.open), 'the menu of rarer pages stays open');
  await more.press('Enter');
  await chief.getByRole('link', { name: 'People' }).click();
  await chief.getByRole('textbox', { name: 'E-mail' }).fill(reader);
  await chief.getByRole('checkbox', { name: /Reviewer/ }).uncheck();
  await chief.getByRole('checkbox', { name: /^Reader/ }).check();
  await chief.getByRole('button', { name: 'Add' }).click();
  readerPassword = await chief.locator('#new-password').textContent();
  await looked(chief, 'people');
  await chief.getByRole('row').getByRole('link', { name: reader }).click();
  await chief.getByRole('heading', { name: reader }).waitFor();
  check(await chief.locator('#new-password').count() === 0, 'the password is shown again');
  await looked(chief, 'person');
});

const rita = await person();
await steps.step('a reader sees what they may, and is told no elsewhere', async () => {
  await rita.goto(`${base}/staff`);
  await enter(rita, reader, readerPassword);
  await rita.getByRole('textbox', { name: 'Code' }).fill(totp((await rita.locator('#authenticator-key').textContent()).replaceAll(' ', '')));
  await rita.getByRole('button', { name: 'Set it up' }).click();
  await rita.getByRole('link', { name: 'I have kept them, go on' }).click();
  await rita.getByRole('heading', { name: 'Conversations' }).waitFor();
  check(await rita.getByRole('link', { name: 'People' }).count() === 0, 'a link to a page that is refused');
  const answer = await rita.goto(`${base}/staff/people`);
  check(answer.status() === 403, answer.status());
  await rita.getByRole('heading', { name: 'Your role does not allow this' }).waitFor();
  await looked(rita, 'refused');
  steps.complaints.length = 0; // The browser says that it got a 403.
});

await steps.step('another role holds from the next page on', async () => {
  for (const [role, wanted] of [[/^Reader/, false], [/^Administrator/, true]]) await chief.getByRole('checkbox', { name: role }).setChecked(wanted);
  await chief.getByRole('button', { name: 'Save the roles' }).click();
  await chief.getByText('The roles are saved.').waitFor();
  await rita.goto(`${base}/staff`);
  await rita.getByRole('heading', { name: 'People' }).waitFor();
  check(await rita.getByRole('link', { name: 'Alerts' }).count() === 0, 'an administrator is shown alerts');
});

await steps.step('the last administrator cannot be taken away', async () => {
  await rita.getByRole('row').getByRole('link', { name: email }).click();
  await rita.getByRole('checkbox', { name: /^Administrator/ }).uncheck();
  await rita.getByRole('button', { name: 'Save the roles' }).click();
  await rita.getByText('The roles are saved.').waitFor();
  await rita.goto(`${base}/staff/people`);
  await rita.getByRole('row').getByRole('link', { name: reader }).click();
  await rita.getByRole('button', { name: 'Lock', exact: true }).click();
  await rita.getByRole('alert').getByText('Nobody could manage accounts any more.').waitFor();
});

await steps.step('all of it is on the audit trail', async () => {
  console.log('? audit');
  const audit = JSON.parse((await answers.next()).value);
  for (const entry of [
    `${email} sign-in.password`, `${email} account.authenticator-added`, `${email} sign-in.failed`, `${email} sign-in.recovery-code`, `${email} sign-in.second-factor`, `${email} session.others-ended`,
    `${email} account.passkey-added`, `${email} sign-out.asked`, `${email} sign-in.passkey`, `${email} account.added ${reader} reader`, `${reader} access.refused GET /staff/people`,
    `${email} account.roles ${reader} administrator`, `${reader} account.roles ${email} supervisor,auditor`,
  ]) check(audit.includes(entry), `"${entry}" is not on ${JSON.stringify(audit)}`);
});

await browser.close();
steps.exit();

async function person() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  return steps.watch(await context.newPage());
}

async function enter(page, who, secret) {
  await page.getByLabel('E-mail').fill(who);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function code(page, typed) {
  await page.getByRole('textbox', { name: 'Code' }).fill(typed);
  await page.getByRole('button', { name: 'Go on' }).click();
}

/** No finding of axe and no overflow at both widths, a picture of each, and of the dark one. */
async function looked(page, name) {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const found = await axeFindings(page);
    check(!found, `${name} at ${width}: ${found}`);
    check(await tooWide(page) === 0, `${name} at ${width} is too wide`);
    await page.screenshot({ path: join(folder, `staff-${name}-${width}.png`), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await axeFindings(page);
  await page.emulateMedia({ colorScheme: 'light' });
  check(!dark, `${name} in the dark: ${dark}`);
}

/** The six digits of RFC 6238 for now. */
function totp(secret) {
  const bits = [...secret.toUpperCase()].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g).map(byte => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', bytes).update(counter).digest();
  const at = hash.at(-1) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
