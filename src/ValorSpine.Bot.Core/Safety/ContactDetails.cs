using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>Who writes, how they are reached and when they can come: what is told to book a visit, in which no meaning is to be heard.</summary>
internal static partial class ContactDetails
{
    private const int MostWordsOfName = 3;

    /// <summary>What a message says beside a phone number or an e-mail address, without the name and the times that stand between stops; a text with neither stays as it is.</summary>
    /// <param name="text">As written.</param>
    /// <param name="isKnown">Whether the rules know a word: it is no part of a name.</param>
    /// <param name="isTime">Whether a text tells only of dates and times.</param>
    public static string Without(string text, Func<string, bool> isKnown, Func<string, bool> isTime)
    {
        if (!Address().IsMatch(text))
            return text;
        var told = Between().Split(Address().Replace(text, ",")).Select(part => part.Trim()).Where(part => part.Length > 0);
        return string.Join(", ", told.Where(part => !isTime(part) && !IsName(part)));

        bool IsName(string part)
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // "Cliff Blood" is a name, though both words are known: the rules have read them already, and here only the meaning is to be heard.
            return words.Length <= MostWordsOfName && Array.TrueForAll(words, word => word.All(letter => char.IsLetter(letter) || letter is '.' or '-' or '\'' or '\u2019'))
                && ((words.Length > 1 && Array.TrueForAll(words, IsCapitalized)) || Array.TrueForAll(words, word => !isKnown(word.ToLowerInvariant())));
        }
    }

    private static bool IsCapitalized(string word) => word.Length > 1 && char.IsUpper(word[0]) && !char.IsUpper(word[1]);

    // A stop ends a part only after a whole word: "J. Smith" is one name.
    [GeneratedRegex(@"[,;\n!?]|(?<=\w{3})\.(?=\s|$)")]
    private static partial Regex Between();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+|(\+?\d[\s.()/-]{0,2}){7,15}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
