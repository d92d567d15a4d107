namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>One piece of a message about when: a day, an hour, a word that joins or refuses them, or a word that says nothing of when.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Text">Its words.</param>
/// <param name="Days">The days that it names, for a day.</param>
/// <param name="Hours">The times of day that it names, for an hour or a part of the day.</param>
internal sealed record Piece(PieceKind Kind, string Text, NamedDays? Days = null, Hours? Hours = null)
{
    /// <summary>Whether it names days or a time of day.</summary>
    public bool NamesWhen => Kind is PieceKind.Day or PieceKind.Clock or PieceKind.Part;
}

/// <summary>A time of day as it is named, before the words around it count.</summary>
/// <param name="After">Earliest, or null.</param>
/// <param name="Before">Latest, exclusive, or null.</param>
/// <param name="At">The very time, or null.</param>
/// <param name="IsBare">Whether it is a number that may count something else.</param>
internal sealed record Hours(TimeOnly? After, TimeOnly? Before, TimeOnly? At = null, bool IsBare = false);

/// <summary>What a piece does for the meaning.</summary>
internal enum PieceKind
{
    /// <summary>Names days.</summary>
    Day,

    /// <summary>Names an hour.</summary>
    Clock,

    /// <summary>Names a part of the day: "morning", "after lunch".</summary>
    Part,

    /// <summary>"After": later than what follows.</summary>
    After,

    /// <summary>"Before": earlier than what follows.</summary>
    Before,

    /// <summary>"To", "until", "through".</summary>
    Until,

    /// <summary>"From", "starting".</summary>
    From,

    /// <summary>"By", "no later than".</summary>
    By,

    /// <summary>"Between".</summary>
    Between,

    /// <summary>"Or", "and", "if not": joins alternatives.</summary>
    Or,

    /// <summary>Ends a clause: a comma, a full stop.</summary>
    Break,

    /// <summary>Denies: "not", "can't".</summary>
    Not,

    /// <summary>Takes out: "except".</summary>
    Except,

    /// <summary>"But": takes out after "any", else contrasts.</summary>
    But,

    /// <summary>"Any", "every", "whenever".</summary>
    Any,

    /// <summary>Says that it suits: "works", "free", "good".</summary>
    Suits,

    /// <summary>Says that one is taken up: "work", "busy", "away".</summary>
    Busy,

    /// <summary>Says that it does not suit: "bad", "out".</summary>
    Fails,

    /// <summary>Something ends: "finish", "get off".</summary>
    Ends,

    /// <summary>"Onwards", "or later".</summary>
    Onward,

    /// <summary>"At the latest", "or earlier".</summary>
    Latest,

    /// <summary>Begins a reason.</summary>
    Because,

    /// <summary>Begins what follows from a reason.</summary>
    So,

    /// <summary>Points back to what was named: "that", "then".</summary>
    Back,

    /// <summary>"Other": all but what was named.</summary>
    Other,

    /// <summary>Tells what happened: "started", "saw".</summary>
    Story,

    /// <summary>A rhythm or another thing that no reading takes.</summary>
    Beyond,

    /// <summary>Takes an hour that follows: "at", "around".</summary>
    At,

    /// <summary>Belongs round a date and changes nothing.</summary>
    Filler,

    /// <summary>Any other word.</summary>
    Unknown,
}
