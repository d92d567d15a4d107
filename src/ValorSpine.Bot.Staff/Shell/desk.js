// Shows a draft as patients will see it while it is typed, and looks again once it was tried.
const desk = document.querySelector('[data-draft], [data-trial]');
const PAUSE = 500, LOOK_EVERY = 1_500;

if (desk?.dataset.draft) {
  const form = desk.querySelector('form.fields');
  const shown = desk.querySelector('[data-previews]');
  let pause, asked = 0;
  form.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(async () => {
      const mine = ++asked;
      const answer = await fetch(desk.dataset.draft, { method: 'POST', body: new FormData(form), redirect: 'error' }).catch(() => null);
      // What was typed since then is on its way.
      if (answer?.ok && mine === asked) shown.replaceChildren(...new DOMParser().parseFromString(await answer.text(), 'text/html').body.childNodes);
    }, PAUSE);
  });
}

if (desk?.dataset.trial) look();

async function look() {
  const answer = await fetch(desk.dataset.trial, { redirect: 'error', cache: 'no-store' }).catch(() => null);
  const { done: tried = false, percent } = answer?.ok ? await answer.json() : {};
  const progress = desk.querySelector('[data-trial-progress]');
  if (progress && percent) progress.value = percent;
  // Nothing that somebody has begun to type is thrown away.
  if (tried && !desk.querySelector('form.fields:focus-within')) location.replace(location.pathname);
  else setTimeout(look, LOOK_EVERY);
}
