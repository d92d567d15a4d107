// Signs in with a passkey, or makes one, where the browser knows them: the form asks the service for options, the browser for a credential, and is sent with it.
const TOKEN = '__RequestVerificationToken';

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) continue;
  put(form, TOKEN, document.querySelector(`input[name="${TOKEN}"]`).value);
  if (form.dataset.from) put(form, 'from', form.dataset.from);
  form.hidden = false;
  form.addEventListener('submit', event => {
    event.preventDefault();
    fill(form).then(() => form.submit(), problem => tell(form, problem));
  });
}

async function fill(form) {
  form.querySelector('[data-passkey-problem]').hidden = true;
  const answer = await fetch(form.dataset.passkey, { method: 'POST', body: new FormData(form), redirect: 'error', cache: 'no-store' });
  if (!answer.ok) throw new Refused(answer.status === 403 ? await answer.text() : undefined);
  const options = await answer.json();
  const credential = form.dataset.kind === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  put(form, 'credential', JSON.stringify(credential));
}

function put(form, name, value) {
  const field = form.elements[name] ?? form.appendChild(Object.assign(document.createElement('input'), { type: 'hidden', name }));
  field.value = value;
}

function tell(form, error) {
  const problem = form.querySelector('[data-passkey-problem]');
  problem.textContent = (error instanceof Refused && error.message) || 'Your browser did not give a passkey. Try again, or use another way.';
  problem.hidden = false;
}

/** The service gave no options; its message is for the person. */
class Refused extends Error {}
