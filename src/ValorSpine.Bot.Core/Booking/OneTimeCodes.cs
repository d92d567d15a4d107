using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What the core asks of those who send one-time codes. Compared by value.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "request")]
[JsonDerivedType(typeof(Send), "send")]
[JsonDerivedType(typeof(Check), "check")]
public abstract record CodeRequest
{
    private CodeRequest()
    {
    }

    /// <summary>Sends a code to the phone or e-mail on file. The same turn again sends none.</summary>
    /// <param name="Reference">Of the appointment, as typed.</param>
    public sealed record Send(string Reference) : CodeRequest;

    /// <summary>Holds what was typed against the code that was sent last to this conversation.</summary>
    /// <param name="Reference">Of the appointment, as typed.</param>
    /// <param name="Typed">Six digits.</param>
    public sealed record Check(string Reference, string Typed) : CodeRequest;
}

/// <summary>What they answer.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "result")]
[JsonDerivedType(typeof(Sent), "sent")]
[JsonDerivedType(typeof(TooMany), "tooMany")]
[JsonDerivedType(typeof(Right), "right")]
[JsonDerivedType(typeof(Wrong), "wrong")]
public abstract record CodeResult
{
    private CodeResult()
    {
    }

    /// <summary>Where there is such an appointment, a code is under way. An unknown reference looks the same.</summary>
    /// <param name="NeedsStaff">Whether no carrier reaches the address on file: staff must help. The patient is not told, or it would tell which references exist.</param>
    public sealed record Sent(bool NeedsStaff) : CodeResult;

    /// <summary>Too many were asked for within the hour, of this reference or in this conversation.</summary>
    public sealed record TooMany : CodeResult;

    /// <summary>The code is right, and used up.</summary>
    public sealed record Right : CodeResult;

    /// <summary>Another code, an old or a used one, one that was guessed at too often, or none was sent.</summary>
    public sealed record Wrong : CodeResult;
}

/// <summary>A request and its result, recorded with the turn so that it can be replayed.</summary>
public sealed record CodeAnswer(CodeRequest Request, CodeResult Result);

/// <summary>The form of a one-time code.</summary>
public static partial class OneTimeCode
{
    /// <summary>Its digits.</summary>
    public const int Length = 6;

    /// <summary>For how many minutes it holds.</summary>
    public const int Minutes = 10;

    /// <summary>The code in a message: six digits, perhaps in two groups; else null.</summary>
    public static string? In(string text)
    {
        var found = Digits().Matches(text);
        return found is [{ } only] ? only.Groups[1].Value + only.Groups[2].Value : null;
    }

    /// <summary>Whether a message is digits and nothing else, as a slip of a code is.</summary>
    public static bool LooksTried(string text) => text.Length is > 0 and <= 20 && text.Any(char.IsAsciiDigit) && text.All(character => char.IsAsciiDigit(character) || character is ' ' or '-' or '.');

    [GeneratedRegex(@"(?<![\d-])(\d{3})[ -]?(\d{3})(?![\d-])")]
    private static partial Regex Digits();
}
