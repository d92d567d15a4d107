using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>What stands around the signs of a message.</summary>
internal sealed record Surroundings
{
    // Of few words the meaning is not told well enough to question a rule.
    private const int FewestWordsToQuestion = 7, WordsAround = 5, MostTold = 4;

    /// <summary>Of a message that says nothing.</summary>
    public static Surroundings None { get; } = new();

    /// <summary>The words around each sign that is told as happening now; none where these are too few.</summary>
    public ImmutableArray<string> Told { get; private init; } = [];

    /// <summary>Where signs are denied, or it is said in Spanish: what it says in English without the denied signs. Else null.</summary>
    public string? Undenied { get; private init; }

    /// <summary>What it says without slips of the finger, where there are any. Else null.</summary>
    public string? PutRight { get; private init; }

    /// <summary>What it says in English, where it is said in Spanish. Else null.</summary>
    public string? InEnglish { get; private init; }

    /// <summary>The red flag that its only word names. Else null.</summary>
    public SafetyFinding? Alone { get; init; }

    /// <summary>Of a message, before its signs are read.</summary>
    public static Surroundings Of(Message message)
    {
        var english = message.IsPutIntoEnglish ? message.Without(new bool[message.Tokens.Length]) : null;
        return new() { PutRight = message.PutRight, Undenied = english, InEnglish = english };
    }

    /// <summary>The same once its signs were read.</summary>
    public Surroundings With(Message message, SignMeanings signs)
    {
        var told = signs.Told;
        var areFew = Array.Exists(told, match => Words.Split(message.Around(match.Start, match.End, FewestWordsToQuestion, Break.Clause)).Count < FewestWordsToQuestion);
        return this with
        {
            Told = areFew ? [] : [.. told.Select(match => message.Around(match.Start, match.End, WordsAround, Break.Sentence)).Distinct().Take(MostTold)],
            Undenied = signs.Denied.Length > 0 ? signs.Undenied() : Undenied,
        };
    }
}
