// What this browser keeps of its conversation. A browser may forbid it: then it lasts as long as the page.
export const RESUME = 'valorspine-chat-resume';
const HEARD = 'valorspine-chat-heard';

const inMemory = new Map();

/** The way back into the conversation, or null. */
export const remembered = () => read(RESUME);

export function remember(resume) {
  write(RESUME, resume);
}

export function forget() {
  inMemory.clear();
  try {
    localStorage.removeItem(RESUME);
    localStorage.removeItem(HEARD);
  } catch {
    // There was nothing to remove.
  }
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

function read(name) {
  try {
    return localStorage.getItem(name) ?? inMemory.get(name) ?? null;
  } catch {
    return inMemory.get(name) ?? null;
  }
}

function write(name, value) {
  inMemory.set(name, value);
  try {
    localStorage.setItem(name, value);
  } catch {
    // Kept in memory.
  }
}
