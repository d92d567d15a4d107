// Runs Microsoft's Direct Line client against a service: node directline.mjs http://127.0.0.1:5080
// Prints "ok ..." or "not ok ..." for each promise and exits 1 if one is broken.
// The expiry of tokens is tried where they live for a minute at most (DirectLine:TokenSeconds).
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);

const base = process.argv[2];
if (!base) { console.error('usage: node directline.mjs <base address of the service>'); process.exit(2); }

// What the client expects of a browser. Sockets are kept so that a test can cut one.
const sockets = [];
const WebSocket = require('ws');
globalThis.WebSocket = class extends WebSocket { constructor(url) { super(url); sockets.push(this); } };
globalThis.XMLHttpRequest = require('xhr2');
const { DirectLine, ConnectionStatus } = require('botframework-directlinejs');
// The client waits 3 to 15 seconds at random before it reconnects: take the shortest.
Math.random = () => 0;

let broken = 0;
const check = (name, good, seen) => { console.log(`${good ? 'ok' : 'not ok'} - ${name}${good ? '' : `: ${JSON.stringify(seen)}`}`); if (!good) broken++; };
const sleep = ms => new Promise(done => setTimeout(done, ms));
const until = async (condition, ms = 10000) => {
  const end = Date.now() + ms;
  while (Date.now() < end) { const found = condition(); if (found) return found; await sleep(20); }
  return undefined;
};
const call = async (method, path, token, body) => {
  const response = await fetch(base + path, { method, headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }, body: body && JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
};
const open = given => {
  const client = new DirectLine({ domain: `${base}/v3/directline`, timeout: 5000, ...given });
  const seen = [], statuses = [];
  client.connectionStatus$.subscribe(status => statuses.push(status));
  client.activity$.subscribe(activity => seen.push(activity), error => statuses.push(`error ${error.message}`));
  const post = activity => new Promise((done, fail) => client.postActivity({ from: { id: 'me' }, ...activity }).subscribe(done, fail));
  const messages = () => seen.filter(activity => activity.type === 'message');
  return { client, seen, statuses, post, messages };
};
const sequences = activities => activities.map(activity => +activity.id.split('|')[1]);
const gapless = activities => sequences(activities).every((sequence, index) => sequence === index + 1);

const page = (await call('POST', '/webchat/token')).body;
check('the page gets a token for one conversation', page.conversationId && page.token && page.userId?.startsWith('dl_'), page);

const chat = open({ token: page.token });
check('the client connects', await until(() => chat.statuses.includes(ConnectionStatus.Online)), chat.statuses);
check('the bot greets', await until(() => chat.messages().length >= 1), chat.seen);

const id = await chat.post({ type: 'message', text: 'What is biologic disc repair?', channelData: { clientActivityID: 'k1' } });
const echo = await until(() => chat.messages().find(activity => activity.id === id));
check('a post answers with the id of its echo', echo?.channelData?.clientActivityID === 'k1', { id, echo });
check('the echo is the patient\'s', echo?.from.id === page.userId && echo.from.role === 'user', echo?.from);
const reply = await until(() => chat.messages().find(activity => activity.replyToId === id));
check('the bot replies to it', reply?.from.role === 'bot' && reply.text.length > 0, reply);
check('the bot was seen typing', chat.seen.some(activity => activity.type === 'typing' && activity.from.role === 'bot'), chat.seen.map(activity => activity.type));
const again = await chat.post({ type: 'message', text: 'What is biologic disc repair?', channelData: { clientActivityID: 'k1' } });
check('the same post again has the same id', again === id, { id, again });
const joined = await chat.post({ type: 'event', name: 'webchat/join', value: { language: 'en' } });
check('the join event is taken', typeof joined === 'string' && joined.length > 0, joined);

const refreshed = await call('POST', '/v3/directline/tokens/refresh', page.token);
check('a token is refreshed', refreshed.status === 200 && refreshed.body.conversationId === page.conversationId && refreshed.body.token, refreshed);

sockets.at(-1).terminate();
const gap = await call('POST', `/v3/directline/conversations/${page.conversationId}/activities`, page.token, { type: 'message', text: 'said in the gap', from: { id: 'me' } });
const caughtUp = await until(() => chat.messages().find(activity => activity.replyToId === gap.body.id), 12000);
check('a client that lost its socket comes back at its watermark', caughtUp, { gap, seen: chat.seen.length });
check('it missed and doubled nothing', gapless(chat.messages()), sequences(chat.messages()));

if (page.expires_in <= 60) {
  await until(() => false, (page.expires_in + 1) * 1000);
  const late = await call('GET', `/v3/directline/conversations/${page.conversationId}/activities`, page.token);
  check('an expired token is refused', late.status === 403 && late.body.error.code === 'TokenExpired', late);
  const answer = await chat.post({ type: 'message', text: 'too late' });
  check('the client learns that its token has expired', answer === 'retry' && chat.statuses.includes(ConnectionStatus.ExpiredToken), { answer, statuses: chat.statuses });
} else {
  console.log(`ok - expiry is not tried: tokens live ${page.expires_in} seconds here`);
}
chat.client.end();

const back = (await call('POST', '/webchat/token', undefined, { resume: page.resume })).body;
check('a page that comes back gets its conversation', back.conversationId === page.conversationId && back.userId === page.userId, back.conversationId);
const reloaded = open({ token: back.token });
check('it is shown the whole history once', await until(() => reloaded.messages().length >= chat.messages().length) && gapless(reloaded.messages()), sequences(reloaded.messages()));
await reloaded.post({ type: 'message', text: 'after the reload' });
check('it goes on from there', await until(() => reloaded.messages().length > chat.messages().length + 1) && gapless(reloaded.messages()), sequences(reloaded.messages()));
reloaded.client.end();

const polling = open({ token: back.token, webSocket: false, pollingInterval: 500 });
check('a client without sockets polls the same', await until(() => polling.messages().length >= reloaded.messages().length) && gapless(polling.messages()), sequences(polling.messages()));
polling.client.end();

process.exit(broken === 0 ? 0 : 1);
