using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>Who writes, how they are reached and when they can come: what is told to book a visit, in which no meaning is to be heard.</summary>
internal static partial class ContactDetails
{
    private const int MostWordsOfName = 3;

    /// <summary>What a message says beside a phone number or an e-mail address, without the name and the times that stand between commas; a text with neither stays as it is.</summary>
    /// <param name="text">As written.</param>
    /// <param name="isKnown">Whether the rules know a word: it is no part of a name.</param>
    /// <param name="isTime">Whether a text tells only of dates and times.</param>
    public static string Without(string text, Func<string, bool> isKnown, Func<string, bool> isTime)
    {
        if (!Address().IsMatch(text))
            return text;
        var told = Address().Replace(text, ",").Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(", ", told.Where(part => !isTime(part) && !IsName(part)));

        bool IsName(string part)
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words.Length <= MostWordsOfName && Array.TrueForAll(words, word => word.All(letter => char.IsLetter(letter) || letter is '.' or '-') && !isKnown(word.ToLowerInvariant()));
        }
    }

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+|(\+?\d[\s.()/-]{0,2}){7,15}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
