// Draws Adaptive Cards with the official renderer, which the smallest Web Chat comes without.
import { written } from './markdown.js';

const CARD = 'application/vnd.microsoft.card.adaptive';

/** Web Chat's middleware that draws cards, and the one that says what they hold. Web Chat hands out no React to make elements with: they are made of others. */
export function cards(config, openUrl) {
  const { AdaptiveCard, GlobalSettings, HostConfig } = window.AdaptiveCards;
  const hostConfig = new HostConfig(config);
  const drawn = new WeakMap();
  GlobalSettings.setTabIndexAtCardRoot = false;
  AdaptiveCard.onProcessMarkdown = (text, result) => Object.assign(result, { didProcess: true, outputHtml: written(text) });

  return {
    attachmentMiddleware: () => next => request => {
      if (request.attachment.contentType !== CARD) return next(request);
      const other = next({ ...request, attachment: { contentType: 'text/plain', content: '' } });
      return { ...other, type: 'div', key: null, ref: place => place && draw(place, request.attachment.content), props: { className: 'webchat__adaptive-card-renderer' } };
    },
    attachmentForScreenReaderMiddleware: () => next => request => {
      if (request.attachment.contentType !== CARD) return next(request);
      const other = next({ ...request, attachment: { contentType: 'image/png' } });
      return () => ({ ...other(), type: 'div', key: null, ref: null, props: { children: request.attachment.content.fallbackText } });
    },
  };

  // Asked for at every change around it.
  function draw(place, content) {
    if (drawn.get(place) === content) return;
    drawn.set(place, content);
    const card = new AdaptiveCard();
    card.hostConfig = hostConfig;
    card.onExecuteAction = ({ url }) => url && openUrl(url);
    card.parse(content);
    place.replaceChildren(card.render());
  }
}
