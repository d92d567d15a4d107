// In which language a screen reader speaks a message: that of its activity. Web Chat writes an activity's locale nowhere in the page, and hands out no React to make an element with.
const PAGE = 'en';

/** Web Chat's middleware for what stands in a message, on the screen and in the live region. */
export const inItsLanguage = () => next => request => {
  const shown = next(request);
  const language = request?.activity?.locale;
  if (!shown || !language || language.startsWith(PAGE)) return shown;
  return typeof shown === 'function' ? (...props) => within(shown(...props), language) : within(shown, language);
};

const within = (element, lang) => element && { ...element, type: 'div', key: null, ref: null, props: { lang, children: element } };
