// What two channels of others see of the bot: node peers.mjs ADDRESS. Prints "ok ..." or "not ok ..." for each promise and exits 1 if one is broken.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import net from 'node:net';

const require = createRequire(import.meta.url);
const endpoint = `${process.argv[2]}/api/messages`;
const PATIENCE_MS = 60_000;

let broken = 0;
const check = (name, good, seen) => {
  console.log(`${good ? 'ok' : 'not ok'} - ${name}${good ? '' : `: ${JSON.stringify(seen).slice(0, 400)}`}`);
  if (!good) broken++;
};
const call = async (method, url, body) => {
  const response = await fetch(url, { method, headers: { 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
};
const until = async look => {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise(done => setTimeout(done, 100))) {
    const found = await look().catch(() => null);
    if (found) return found;
  }
  return null;
};
const freePort = () => new Promise(done => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

await offlineDirectLine();
await agentsPlayground('default');
await agentsPlayground('expectReplies');
process.exit(broken ? 1 : 0);

async function offlineDirectLine() {
  const port = await freePort();
  const log = console.log;
  console.log = () => {};
  require('offline-directline').initializeRoutes(require('express')(), port, endpoint);
  console.log = log;
  const base = `http://127.0.0.1:${port}/directline/conversations`;
  const conversation = await until(async () => (await call('POST', base, {})).body?.conversationId);
  check('offline-directline 1.3.1: a conversation opens', conversation, conversation);
  const posted = await call('POST', `${base}/${conversation}/activities`, { type: 'message', text: 'what is fibrin?', from: { id: 'me' } });
  check('offline-directline 1.3.1: a message is taken', posted.status === 200, posted);
  const answer = await until(async () => {
    const { body } = await call('GET', `${base}/${conversation}/activities`);
    return body.activities.find(activity => activity.from?.id !== 'me' && /fibrin/i.test(activity.text ?? ''));
  });
  check('offline-directline 1.3.1: the answer comes', answer, answer);
}

// Every object of a kind, however deep it stands.
function all(node, type) {
  return node && typeof node === 'object' ? [...(node.type === type ? [node] : []), ...Object.values(node).flatMap(below => all(below, type))] : [];
}

async function agentsPlayground(mode) {
  const name = `Agents Playground 0.2.28${mode === 'default' ? '' : `, ${mode}`}`;
  const port = await freePort();
  const playground = spawn('npx', ['agentsplayground', '-e', endpoint, '-c', 'msteams', '-p', `${port}`, '--dm', mode, '--disable-telemetry'], { stdio: 'ignore', detached: true, env: { ...process.env, BROWSER: 'none' } });
  try {
    const base = `http://127.0.0.1:${port}`;
    const config = await until(async () => (await call('GET', `${base}/_internal/v1/config`)).body);
    check(`${name}: it starts`, config, config);
    const seen = [];
    const socket = new (require('ws'))(`ws://127.0.0.1:${port}/_ws_conversation/v1/conversations/stream`);
    socket.on('message', data => seen.push(`${data}`));
    await new Promise(done => socket.once('open', done));
    const chat = config.personalChat?.id ?? config.conversation?.id ?? JSON.stringify(config).match(/"personalChat[^}]*?"id":"([^"]+)"/)?.[1];
    await call('POST', `${base}/_debug/conversation/${chat}/installation`, {}).catch(() => null);
    check(`${name}: whoever installs the bot is greeted`, await until(async () => seen.some(text => /automated assistant/.test(text))), seen);
    const from = { id: config.currentUser?.id ?? config.user?.id ?? 'user-id-0' };
    if (mode === 'default') {
      const cards = seen.map(text => JSON.parse(text).message).filter(message => message?.messageId);
      const [card, choice] = cards.flatMap(card => all(card, 'Action.Execute').map(action => [card, action])).find(([, action]) => action.verb === 'pick' && action.title) ?? [];
      const tapped = choice && await call('POST', `${base}/_conversation/v1/invoke`, {
        type: 'invoke', name: 'adaptiveCard/action', value: { action: choice, trigger: 'manual' }, from, conversation: { id: chat }, replyToId: card.messageId,
      });
      check(`${name}: a card that is tapped closes and says what was chosen`, JSON.stringify(tapped ?? null).includes(`You chose: ${choice?.title}`), tapped ?? seen);
    }
    await call('POST', `${base}/_conversation/v1/conversations/${chat}/messages`, { from, text: 'what is fibrin?', textFormat: 'plain' }).catch(() => null);
    check(`${name}: a question is answered with its source`, await until(async () => seen.some(text => /places fibrin/.test(text) && /Source/.test(text))), seen.slice(-2));
    socket.close();
  } finally {
    process.kill(-playground.pid);
  }
}
