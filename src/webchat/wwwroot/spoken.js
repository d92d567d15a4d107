// What a screen reader says of the conversation: each message once. Web Chat hands everything that comes in to a live region, so it would read out
// the whole conversation at each return, and the choices twice: with their message and where they are offered.
import { Tongues } from './language.js';
import { heard, setHeard } from './remembered.js';

const REGION = '.webchat__live-region-transcript';
const CHOICES = '.webchat__suggested-actions[aria-live]';
const SETTLED_MS = 1500;

export class Spoken {
  constructor(view, conversation) {
    this.conversation = conversation;
    this.known = heard(conversation);
    this.seen = new Set();
    this.tongues = new Tongues();
    this.toPassOver = 0;
    this.returning = this.known > 0;
    if (this.returning) this.settle();
    this.watching = new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(added => added.nodeType === Node.ELEMENT_NODE && this.added(added))));
    this.watching.observe(view, { childList: true, subtree: true });
  }

  /** Takes an activity before it is shown. */
  arrived(activity) {
    const { type, id, channelData } = activity;
    this.tongues.arrived(activity);
    if (type !== 'message' || channelData?.postBack || this.seen.has(id)) return;
    this.seen.add(id);
    const number = Number(id?.split('|')[1]);
    if (number <= this.known) {
      this.toPassOver++;
      this.settle();
    } else {
      setHeard(this.conversation, number);
    }
  }

  end() {
    clearTimeout(this.settling);
    this.watching.disconnect();
  }

  added(element) {
    for (const choices of [element, ...element.querySelectorAll(CHOICES)]) if (choices.matches(CHOICES)) choices.setAttribute('aria-live', 'off');
    if (!element.parentElement?.matches(REGION)) return;
    const isMessage = element.matches('article');
    if (isMessage) this.tongues.spoken(element);
    if (isMessage && this.toPassOver > 0) this.toPassOver--;
    else if (isMessage || !this.returning) return;
    element.setAttribute('aria-hidden', 'true');
  }

  // What was known has come in and gone through the live region: from here on, everything is new.
  settle() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.returning = false;
      this.toPassOver = 0;
    }, SETTLED_MS);
  }
}
