// Which thumb a patient has pressed. Web Chat draws thumbs for schema.org's actions, but keeps the pressed one in the component that draws it and reads it from no activity.
// So after a reload the one that was pressed is pressed again here, and what Web Chat would post for that is not sent.
const FEEDBACK = 'webchat:activity-status/feedback';
const DIRECTIONS = ['LikeAction', 'DislikeAction'];

export class Thumbs {
  constructor(view) {
    this.marks = new Map();
    this.watching = new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(added => added.nodeType === Node.ELEMENT_NODE && this.added(added))));
    this.watching.observe(view, { childList: true, subtree: true });
  }

  /** Takes an activity before it is shown. */
  arrived(activity) {
    for (const action of actionsOf(activity)) if (action.actionStatus === 'CompletedActionStatus') this.marks.set(idOf(action), action['@type']);
  }

  /** Whether what is posted is to be sent: anything but a mark that stands already. */
  sends(activity) {
    const action = activity.name === FEEDBACK && activity.entities?.[0];
    if (!action) return true;
    const stands = this.marks.get(idOf(action)) === action['@type'];
    this.marks.set(idOf(action), action['@type']);
    return !stands;
  }

  /** Web Chat's middleware for the line below a message: says in the page whose thumbs stand there. Web Chat hands out no React to make the element with. */
  name = () => next => request => {
    const line = next(request);
    const [action] = actionsOf(request.activity);
    return line && action ? { ...line, type: 'span', key: null, ref: null, props: { 'data-thumbs': idOf(action), children: line } } : line;
  };

  end() {
    this.watching.disconnect();
  }

  added(element) {
    for (const line of [element, ...element.querySelectorAll('[data-thumbs]')]) {
      const mark = this.marks.get(line.dataset.thumbs);
      if (mark) line.querySelectorAll('button[aria-pressed]')[DIRECTIONS.indexOf(mark)]?.click();
    }
  }
}

function actionsOf({ entities }) {
  return (entities ?? []).flatMap(({ potentialAction }) => potentialAction ?? []).filter(action => DIRECTIONS.includes(action['@type']));
}

const idOf = action => action.object?.['@id'];
