import { launch, signIn } from './browser.mjs';
const [base, email, pw] = process.argv.slice(2);
const b = await launch(); const p = await (await b.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
p.setDefaultTimeout(20000);
p.on('response', r => { if (r.status() >= 400) console.log(r.status(), r.url()); });
p.on('console', m => console.log('console', m.text()));
await signIn(p, base, email, pw);
await p.goto(`${base}/staff/drafts`);
const h = await p.locator('table.list a.row').first().getAttribute('href').catch(()=>null);
console.log(h);
if (h) { await p.goto(base + h); await p.waitForTimeout(8000); console.log(p.url()); await p.screenshot({ path: '/tmp/fixlive/shots/draft-dbg.png', fullPage: true }); console.log((await p.locator('main').innerText()).slice(0, 1500)); }
await p.goto(`${base}/staff/figures`); await p.screenshot({ path: '/tmp/fixlive/shots/figures-dbg.png', fullPage: true });
console.log((await p.locator('main').innerText()).slice(0, 600));
await b.close();
