using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Questions whether the time that is held is the one that was meant: "is that December 2nd?", "so Tuesday the 8th, right?". They change nothing.</summary>
internal static class AskedBack
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    private static readonly Regex s_whether = new(
        @"^\W*(?:(?:so|and|ok|okay|oh|wait|hm+|um+|but|just to (?:check|confirm|be sure)|to (?:check|confirm|be sure))[\s,.!]+)*(?:is|was|isn'?t|wasn'?t) (?:that|this|it|my (?:visit|appointment|appt)|the (?:visit|appointment|appt))(?: (?:on|at|for|still|really|going to be|gonna be))*(?! (?:possible|ok|okay|available|free|open|too|fine|alright|better|easier))\b", Options);

    private static readonly Regex s_tag = new(@"[\s,.]*\b(?:right|correct|yes|yeah|isn'?t it|is that (?:right|correct|it))\s*\?+\s*$", Options);
    private static readonly Regex s_lead = new(@"^\W*(?:(?:so|and|ok|okay|oh|wait|hm+|um+|but|you mean|you said|you have|it'?s|that'?s|that is|it is|this is|i come|i'm coming|we said|my (?:visit|appointment|appt) is|on|for|at)[\s,.!]+)+", Options);

    /// <summary>The answer, with what was asked before; null where a message is no such question.</summary>
    public static Decision? Answer(Turn turn, BookingState booking)
    {
        if (booking.Slot is not { } slot || turn.Action is not null || Said(turn.Text) is not { } said)
            return null;
        if (WishInContext.Of(turn, booking, said) is not { } wish || wish is not ({ Kind: WhenKind.Within } or { Kind: WhenKind.NoSuchDay or WhenKind.Past }))
            return null;
        return BookingSteps.Ask(turn, booking, Covers(turn, wish, slot) ? "booking.yes-it-is" : "booking.no-it-is");
    }

    /// <summary>The day or the hour that is asked about, or null.</summary>
    private static string? Said(string text) =>
        s_whether.Match(text) is { Success: true } whether ? s_tag.Replace(text[whether.Length..], "").Trim(' ', '?', '.', ',')
        : s_tag.Match(text) is { Success: true } tag ? s_lead.Replace(text[..tag.Index], "").Trim(' ', '?', '.', ',')
        : null;

    private static bool Covers(Turn turn, WhenWanted wish, Slot slot)
    {
        if (wish.Kind != WhenKind.Within)
            return false;
        var local = ClinicTime.At(turn.Content.Clinic, slot.Start).DateTime;
        var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        return !(day < wish.From) && !(day > wish.To) && wish.Allows(day) && (wish.At is null || wish.At == time) && !(time < wish.After) && !(time >= wish.Before);
    }
}
