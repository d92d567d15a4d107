// What this browser keeps of its conversation. Some browsers give a frame on another website no storage: then that website's launcher keeps it.
// Where nothing is kept, the conversation lasts as long as the page.
export const RESUME = 'valorspine-chat-resume';
const HEARD = 'valorspine-chat-heard';

const ANSWER_MS = 1000;

const inMemory = new Map();

/** Finds out where things can be kept, and what was. The page around the frame answers to the word that the chat is ready. */
export async function recall() {
  if (storage() || window.parent === window) return;
  await new Promise(resolve => {
    const take = ({ source, data }) => {
      if (source !== window.parent || !data?.kept) return;
      removeEventListener('message', take);
      for (const name of [RESUME, HEARD]) if (typeof data.kept[name] === 'string') inMemory.set(name, data.kept[name]);
      resolve();
    };
    addEventListener('message', take);
    setTimeout(resolve, ANSWER_MS);
  });
}

/** The way back into the conversation, or null. */
export const remembered = () => read(RESUME);

export function remember(resume) {
  write(RESUME, resume);
}

export function forget() {
  for (const name of [RESUME, HEARD]) write(name, null);
}

/** The number of the last message of a conversation that was shown here before. */
export function heard(conversation) {
  const [of, number] = read(HEARD)?.split(' ') ?? [];
  return of === conversation ? Number(number) : 0;
}

export function setHeard(conversation, number) {
  if (number > heard(conversation)) write(HEARD, `${conversation} ${number}`);
}

/** The conversation that a way back leads to. */
export function conversationOf(resume) {
  const claims = resume.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/');
  return claims && JSON.parse(atob(claims)).conv;
}

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function read(name) {
  return storage()?.getItem(name) ?? inMemory.get(name) ?? null;
}

function write(name, value) {
  if (value === null) inMemory.delete(name);
  else inMemory.set(name, value);
  try {
    if (value === null) window.localStorage.removeItem(name);
    else window.localStorage.setItem(name, value);
  } catch {
    // The policy of this page says which websites can be around it.
    if (window.parent !== window) window.parent.postMessage({ keep: Object.fromEntries(inMemory) }, '*');
  }
}
