// Staff who sign in at the clinic's sign-in service: a real OpenID provider in this process, the service and a browser.
//   node oidc.mjs SCREENSHOT_FOLDER
// Writes "? serve ISSUER" when the service is to be started with that provider, and is answered with its address; "? audit" for what stands on the audit trail.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';
import { PATIENCE, Steps, axeFindings, check, launch, tooWide } from './browser.mjs';

const [folder] = process.argv.slice(2);
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const roles = { nina: ['Clinic.Reviewer', 'Of.Something.Else'], guest: [] };
const server = createServer();
await new Promise(listening => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
const [base] = await ask(`serve ${issuer}`);
server.on('request', new Provider(issuer, {
  clients: [{
    client_id: 'valorspine', client_secret: 'a-secret-of-at-least-thirty-two-letters', grant_types: ['authorization_code'], response_types: ['code'],
    redirect_uris: [`${base}/staff/sign-in/provider/callback`], post_logout_redirect_uris: [`${base}/staff/sign-out/provider`],
  }],
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@clinic.example`, roles: roles[id] }) }),
  claims: { openid: ['sub', 'roles'], email: ['email'], profile: [] },
  conformIdTokenClaims: false,
  cookies: { keys: ['a key for cookies'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
}).callback());

const browser = await launch();
const steps = new Steps();
const page = await person();

await steps.step('the sign-in page offers the sign-in service, and no password', async () => {
  await page.goto(`${base}/staff/outbox`);
  await page.getByRole('link', { name: 'Sign in with Clinic ID' }).waitFor();
  check(await page.getByLabel('Password').count() === 0, 'a password is asked for');
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const found = await axeFindings(page);
    check(!found, found);
    check(await tooWide(page) === 0, 'too wide');
    await page.screenshot({ path: join(folder, `staff-provider-${width}.png`) });
  }
});

await steps.step('who has a role there is signed in with the role here, and gets an account', async () => {
  await signIn(page, 'nina');
  await page.getByRole('heading', { name: 'Outbox' }).waitFor();
  check(await page.getByRole('link', { name: 'People' }).count() === 0, 'a reviewer is shown accounts');
  await page.goto(`${base}/staff/account`);
  await page.getByText('Reviewer', { exact: true }).waitFor();
  await page.getByText('Clinic ID').first().waitFor();
  check(await page.getByLabel('Current password').count() === 0, 'there is no password to change');
});

await steps.step('signing out ends the session there, too', async () => {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await page.getByRole('heading', { name: 'Staff sign-in' }).waitFor();
  await page.getByRole('link', { name: 'Sign in with Clinic ID' }).click();
  await page.getByPlaceholder('Enter any login').waitFor();
});

await steps.step('who has no role there gets no account here', async () => {
  const guest = await person();
  await guest.goto(`${base}/staff`);
  await signIn(guest, 'guest');
  await guest.getByRole('alert').getByText('nobody has given you a role here yet').waitFor();
});

await steps.step('a role that changed there has changed here at the next sign-in', async () => {
  roles.nina = ['Clinic.Admin'];
  await page.goto(`${base}/staff`);
  await signIn(page, 'nina');
  await page.getByRole('heading', { name: 'People' }).waitFor();
  await page.getByText('By Clinic ID').waitFor();
  check(await page.getByText('guest@clinic.example').count() === 0, 'the guest has an account');
  check(await page.getByRole('heading', { name: 'Add somebody' }).count() === 0, 'accounts with passwords can be added');
});

await steps.step('all of it is on the audit trail', async () => {
  const audit = await ask('audit');
  for (const entry of [
    'nina@clinic.example account.added nina@clinic.example reviewer', 'nina@clinic.example sign-in.provider', 'nina@clinic.example sign-out.asked',
    'unknown sign-in.refused-no-role', 'Clinic ID account.roles nina@clinic.example administrator',
  ]) check(audit.includes(entry), `"${entry}" is not on ${JSON.stringify(audit)}`);
});

await browser.close();
steps.exit();

async function person() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  // Not watched: the provider's own pages ask for fonts of a website.
  const view = await context.newPage();
  view.setDefaultTimeout(PATIENCE);
  return view;
}

/** Signs in there with any password, and agrees where that is asked. */
async function signIn(view, login) {
  await view.getByRole('link', { name: 'Sign in with Clinic ID' }).click();
  await view.getByPlaceholder('Enter any login').fill(login);
  await view.getByPlaceholder('and password').fill('any');
  await view.getByRole('button', { name: 'Sign-in' }).click();
  await view.getByRole('button', { name: 'Continue' }).click();
}

async function ask(words) {
  console.log(`? ${words}`);
  return JSON.parse((await answers.next()).value);
}
