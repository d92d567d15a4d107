// How Web Chat and its cards look: in the colours of the page around them.
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** The colours of the page, by day or by night, as the clinic has set them. */
export function colours() {
  const set = getComputedStyle(document.documentElement);
  return new Proxy({}, { get: (_, name) => set.getPropertyValue(`--${name}`).trim() });
}

export function styleOptions(colour) {
  return {
    rootHeight: '100%',
    rootWidth: '100%',
    backgroundColor: colour.page,
    paddingRegular: 14,
    primaryFont: FONT,
    fontSizeSmall: '87.5%',
    accent: colour.accent,
    subtle: colour.soft,
    timestampColor: colour.soft,
    bubbleBackground: colour.tint,
    bubbleBorderWidth: 0,
    bubbleBorderRadius: 14,
    bubbleTextColor: colour.ink,
    bubbleMaxWidth: 560,
    bubbleFromUserBackground: colour.said,
    bubbleFromUserBorderWidth: 0,
    bubbleFromUserBorderRadius: 14,
    bubbleFromUserTextColor: '#ffffff',
    cardEmphasisBackgroundColor: colour.sand,
    cardPushButtonBackgroundColor: colour.accent,
    cardPushButtonTextColor: colour['on-accent'],
    suggestedActionLayout: 'flow',
    suggestedActionBackgroundColor: colour.page,
    suggestedActionBackgroundColorOnHover: colour.tint,
    suggestedActionBackgroundColorOnActive: colour['tint-strong'],
    suggestedActionBorderColor: colour.accent,
    suggestedActionBorderRadius: 22,
    suggestedActionBorderWidth: 1,
    suggestedActionTextColor: colour.accent,
    suggestedActionTextColorOnHover: colour['accent-strong'],
    suggestedActionTextColorOnActive: colour['accent-strong'],
    suggestedActionHeight: 44,
    suggestedActionsStackedLayoutButtonTextWrap: true,
    sendBoxBackground: colour.page,
    sendBoxHeight: 52,
    sendBoxTextWrap: true,
    sendBoxMaxHeight: 140,
    sendBoxTextColor: colour.ink,
    sendBoxPlaceholderColor: colour.soft,
    sendBoxButtonColor: colour.accent,
    sendBoxButtonColorOnHover: colour['accent-strong'],
    sendBoxBorderTop: `solid 1px ${colour.line}`,
    hideUploadButton: true,
    hideTelephoneKeypadButton: true,
    markdownRenderHTML: false,
  };
}

export function cardConfig(colour) {
  return {
    fontFamily: FONT,
    fontSizes: { small: 14, default: 16, medium: 18, large: 20, extraLarge: 24 },
    lineHeights: { small: 20, default: 24, medium: 25, large: 27, extraLarge: 31 },
    spacing: { small: 6, default: 12, medium: 16, large: 24, extraLarge: 32, padding: 16 },
    separator: { lineThickness: 1, lineColor: colour.line },
    supportsInteractivity: true,
    hostCapabilities: { capabilities: null },
    actions: { maxActions: 100, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'vertical', actionAlignment: 'stretch', showCard: { actionMode: 'inline', inlineTopMargin: 8 } },
    factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 120 }, value: { wrap: true }, spacing: 12 },
    textStyles: { heading: { size: 'medium', weight: 'bolder' } },
    textBlock: { headingLevel: 2 },
    containerStyles: {
      default: cardColours(colour.tint, colour.ink, colour),
      emphasis: cardColours(colour.sand, colour.ink, colour),
      attention: cardColours(colour.alarm, colour['alarm-ink'], colour),
    },
  };
}

function cardColours(backgroundColor, text, colour) {
  const same = value => ({ default: value, subtle: value });
  const foregroundColors = { default: { default: text, subtle: colour.soft }, accent: same(colour.accent), attention: same(colour['alarm-ink']), good: same(text), warning: same(colour['warn-link']), dark: same(text), light: same(text) };
  return { backgroundColor, foregroundColors };
}
