using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>What the core asks of those who keep resume codes. Compared by value.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "request")]
[JsonDerivedType(typeof(Give), "give")]
[JsonDerivedType(typeof(Redeem), "redeem")]
public abstract record ResumeRequest
{
    private ResumeRequest()
    {
    }

    /// <summary>A code for the screening of this conversation. Asking again gives the same code, valid for as long as a new one.</summary>
    public sealed record Give : ResumeRequest;

    /// <summary>The screening behind a code. The first conversation that redeems a code is the only one that can.</summary>
    /// <param name="Code">Without spaces, in capitals.</param>
    public sealed record Redeem(string Code) : ResumeRequest;
}

/// <summary>What they answer.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "result")]
[JsonDerivedType(typeof(Given), "given")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(NoSuchCode), "noSuchCode")]
public abstract record ResumeResult
{
    private ResumeResult()
    {
    }

    /// <summary>A code to go on elsewhere.</summary>
    /// <param name="Code">Without the space between its groups.</param>
    /// <param name="Days">For how many days it holds.</param>
    public sealed record Given(string Code, int Days) : ResumeResult;

    /// <summary>The code is right.</summary>
    /// <param name="Screening">As its conversation keeps it.</param>
    public sealed record Found(ScreeningState Screening) : ResumeResult;

    /// <summary>No such code, an expired or a used one, one whose conversation was erased, or none are given here.</summary>
    public sealed record NoSuchCode : ResumeResult;
}

/// <summary>A request and its result, recorded with the turn so that it can be replayed.</summary>
public sealed record ResumeAnswer(ResumeRequest Request, ResumeResult Result);

/// <summary>What a conversation remembers of codes that were typed into it.</summary>
/// <param name="Asked">Whether the bot waits for a code.</param>
/// <param name="WrongTries">How many codes were wrong.</param>
public sealed record ResumeTries(bool Asked = false, int WrongTries = 0);

/// <summary>The form of a resume code: easy to read out, and no word or phone number.</summary>
public static class ResumeCode
{
    /// <summary>Letters of a code, without spaces.</summary>
    public const int Length = 8;

    /// <summary>Without vowels, so that no code is a word, and without what looks alike: 0 and O, 1, I and L, U and V, 2 and Z, 5 and S, 8 and B.</summary>
    public const string Alphabet = "34679CDFGHJKMNPQRTVWXY";

    private const int GroupLength = 4;

    /// <summary>In two groups, as it is shown.</summary>
    public static string Shown(string code) => $"{code[..GroupLength]} {code[GroupLength..]}";

    /// <summary>Whether a string is a code as it is given: of the alphabet, with a letter and a digit at least.</summary>
    public static bool IsWellFormed(string code) =>
        code.Length == Length && code.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) && code.Any(char.IsAsciiDigit) && code.Any(char.IsAsciiLetter);

    /// <summary>The code in a message, or null: the only thing said, or after "code", with any case, dashes and spaces.</summary>
    /// <param name="text">What the patient typed.</param>
    /// <param name="asked">Whether a code is waited for: then anything of its length counts, so that a slip is told.</param>
    public static string? In(string text, bool asked)
    {
        if (text.Length > 200)
            return null;
        var words = text.Split([' ', '\t', '\n', ',', '.', ':', ';', '"', '\'', '-', '–', '—', '(', ')', '!', '?'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var speaksOfCode = words.Any(word => word.Equals("code", StringComparison.OrdinalIgnoreCase));
        for (var at = 0; at < words.Length; at++)
        {
            var joined = words[at].Length == GroupLength && at + 1 < words.Length && words[at + 1].Length == GroupLength ? words[at] + words[at + 1] : words[at];
            if (joined.Length != Length || !joined.All(char.IsAsciiLetterOrDigit))
                continue;
            var code = joined.ToUpperInvariant();
            if (IsWellFormed(code) || ((asked || speaksOfCode) && code.Any(char.IsAsciiDigit)))
                return code;
        }

        // "7 K 4 M 2 X P Q", letter by letter.
        var letters = string.Concat(words).ToUpperInvariant();
        return IsWellFormed(letters) ? letters : null;
    }
}
