// In which language a screen reader speaks a message: that of its activity. Web Chat writes an activity's locale nowhere in the page, and hands out no React to make an element with.
const PAGE = 'en';
const BEGINNING = 24;

/** The language of an activity where the page is in another, else undefined. */
export const languageOf = ({ locale } = {}) => (locale && !locale.startsWith(PAGE) ? locale : undefined);

/** Web Chat's middleware for what stands in a message. */
export const inItsLanguage = () => next => request => {
  const shown = next(request);
  const lang = languageOf(request?.activity);
  return shown && lang ? { ...shown, type: 'div', key: null, ref: null, props: { lang, children: shown } } : shown;
};

/** The messages of other languages as they go through the live region, where nothing tells of which activity they are: they are known by how they begin. */
export class Tongues {
  languages = new Map();

  arrived(activity) {
    const lang = languageOf(activity);
    if (lang && activity.text) this.languages.set(activity.text.slice(0, BEGINNING), lang);
  }

  spoken(message) {
    for (const part of message.children) {
      const lang = this.languages.get(part.textContent.slice(0, BEGINNING));
      if (lang) part.lang = lang;
    }
  }
}
