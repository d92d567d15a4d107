using System.Text;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>An HTML file with places to fill: <c>{{name}}</c>.</summary>
internal sealed class PageTemplate(string name, string text)
{
    private const string Open = "{{";
    private const string Close = "}}";

    /// <summary>The page with every place filled.</summary>
    /// <param name="html">Gives the HTML, already encoded, for the name of a place; null where it has none.</param>
    /// <exception cref="InvalidOperationException">A place that nobody fills.</exception>
    public string Fill(Func<string, string?> html)
    {
        var page = new StringBuilder(text.Length * 2);
        var at = 0;
        while (text.IndexOf(Open, at, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = text.IndexOf(Close, open, StringComparison.Ordinal);
            if (close < 0)
                throw new InvalidOperationException($"{name}: '{Open}' without '{Close}'.");
            var place = text[(open + Open.Length)..close];
            page.Append(text, at, open - at).Append(html(place) ?? throw new InvalidOperationException($"{name}: nothing fills '{place}'."));
            at = close + Close.Length;
        }

        return page.Append(text, at, text.Length - at).ToString();
    }
}
