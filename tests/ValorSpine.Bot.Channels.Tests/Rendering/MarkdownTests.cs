using System.Buffers;
using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using Markdown = ValorSpine.Bot.Channels.Rendering.Markdown;

namespace ValorSpine.Bot.Channels.Tests.Rendering;

public sealed partial class MarkdownTests
{
    private static readonly string[] s_pieces =
    [
        "*", "**", "_", "`", "```", "[", "]", "](", "(", ")", "<", ">", "<b>", "</b>", "<!--", "&", "&amp;", "&#60;", "#", "# ", "+ ", "- ", "-", "--", "=", "==", "1. ", "9) ", "~~", "|", "a|b",
        "\\", "\\[", "\\(", "$", "$$", "!", "![", "https://x.example/a", "www.x.example", "me@x.example", "mailto:me@x", ":", "::", ":::", "{", "}", "{.a}", "^", "^^", "\"", "'", "\t", " ", "  ", "a", "B", "é", "😀", "12",
        "[^1]", "[^1]: ", "[x] ", "[a]: /u", "---", "***", ":-)", ":smile:",
    ];

    private static readonly SearchValues<char> s_special = SearchValues.Create("\\`*_[]<>~|$@");

    private static readonly Gen<string> s_texts = Gen.Int[0, s_pieces.Length - 1].Select(index => s_pieces[index]).Array[0, 12].Select(string.Concat);

    [Theory]
    [InlineData("Plain words, with a dot. And 3.5 of 10 (or so): fine!", "Plain words, with a dot. And 3.5 of 10 (or so): fine!")]
    [InlineData("**bold** _it_", "&#42;&#42;bold&#42;&#42; &#95;it&#95;")]
    [InlineData("<img src=x>", "&#60;img src=x&#62;")]
    [InlineData("[a](https://x.example)", "&#91;a&#93;(https&#58;//x.example)")]
    [InlineData("# no heading", "&#35; no heading")]
    [InlineData("1. no list", "1&#46; no list")]
    [InlineData("2026) no list", "2026&#41; no list")]
    [InlineData("---", "&#45;--")]
    [InlineData("AT & T", "AT & T")]
    [InlineData("&lt;", "&#38;lt;")]
    [InlineData("- one\n- two", "- one\n- two")]
    [InlineData("- # one", "- &#35; one")]
    [InlineData("Two\nlines", "Two  \nlines")]
    [InlineData("- item\nText", "- item\n\nText")]
    [InlineData("    code?", "code?")]
    [InlineData("a\r\n\r\nb", "a\n\nb")]
    public void Only_lists_and_paragraphs_become_structure(string text, string expected) => Assert.Equal(expected, Markdown.Escape(text));

    [Fact]
    public void Whatever_somebody_types_shows_as_they_typed_it() =>
        s_texts.Sample(text => WebUtility.HtmlDecode(Markdown.EscapeLine(text)) == text.Replace('\t', ' ').Trim(), iter: 5000);

    [Fact]
    public void Nothing_that_somebody_types_becomes_structure() =>
        s_texts.Sample(text =>
        {
            foreach (var line in Markdown.Escape(text).Split('\n'))
            {
                var bare = Reference().Replace(line.StartsWith("- ", StringComparison.Ordinal) ? line[2..] : line, "\uFFFC");
                if (bare.AsSpan().ContainsAny(s_special) || bare.Contains("://", StringComparison.Ordinal) || bare.Contains("www.", StringComparison.Ordinal))
                    return false;
                // What is left at the start of a line is no heading, list, rule, quote or indented code.
                var start = line.StartsWith("- ", StringComparison.Ordinal) ? line[2..] : line;
                if (Marker().IsMatch(start) || WebUtility.HtmlDecode(bare) != bare)
                    return false;
            }

            return true;
        }, iter: 5000);

    [GeneratedRegex("&#[0-9]+;", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^(#|\+|-|=|>|\s{4}|[0-9]+[.)])", RegexOptions.NonBacktracking)]
    private static partial Regex Marker();
}
