using System.Globalization;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Which of the offered choices a message picks: by its button, its label, its number or its ordinal.</summary>
internal static class Picked
{
    private const int MostDaysLookedAt = 7;

    private static readonly string[] s_ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
    private static readonly string[] s_numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
    private static readonly HashSet<string> s_fillers =
        ["the", "option", "number", "choice", "no", "one", "please", "pls", "answer", "id", "like", "ill", "take", "go", "with", "i", "want", "pick", "choose", "then", "ok", "okay", "yes"];

    /// <summary>The action picked, or null. An action that a channel sends is taken only if it is in the vocabulary.</summary>
    public static string? ActionOf(ConversationState state, string text, string? action)
    {
        if (action is not null && IsKnown(action))
            return action;
        if (text.Length is 0 or > 120)
            return null;

        var words = Words.Split(text);
        var plain = string.Join(' ', words);
        foreach (var choice in state.Offered)
        {
            if (string.Join(' ', Words.Split(choice.Label)) == plain)
                return choice.Action;
        }

        // "No the 2nd" means a date; "no. 2" is the second.
        if (words is ["no", "the", ..] || NamesOfferedDate(state, words) || IndexOf(words, state.Offered.Length) is not { } index)
            return null;
        // "The last one" of the things offered: the ways out below them are not meant.
        while (index > 0 && words.Contains("last") && IsWayOut(state.Offered[index].Action))
            index--;
        return state.Offered[index].Action;
    }

    /// <summary>Whether a message names by its number one of the days that times are shown for or looked for on: "the 4th" below Friday, December 4.</summary>
    private static bool NamesOfferedDate(ConversationState state, List<string> words) =>
        state is { Active: ActiveDialog.Booking, Booking: { Step: BookingStep.Time } booking } && !words.Contains("one") && !words.Contains("option")
        && words.Select(DayOf).FirstOrDefault(day => day is not null) is { } day
        && (booking.Offered.Any(slot => slot.Start.Day == day)
            || (booking.Wished is { From: { } from, To: { } to } && to.DayNumber - from.DayNumber <= MostDaysLookedAt && Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1).Any(number => DateOnly.FromDayNumber(number).Day == day)));

    /// <summary>The day of a month that a word is, written with a number: "4th", "22nd"; else null.</summary>
    private static int? DayOf(string word) =>
        word.Length is 3 or 4 && word[^2..] is "st" or "nd" or "rd" or "th" && int.TryParse(word[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31 ? day : null;

    /// <summary>0-based index of a number or ordinal that is all a message says, or null.</summary>
    private static int? IndexOf(List<string> words, int count)
    {
        int? found = null;
        foreach (var word in words)
        {
            var index = NumberOf(word);
            if (index is null || (word == "one" && (found is not null || words.Count > 1)))
            {
                if (word is "last" && count > 0)
                    index = count - 1;
                else if (s_fillers.Contains(word))
                    continue;
                else
                    return null;
            }

            if (found is not null)
                return null;
            found = index;
        }

        return found < count ? found : null;
    }

    private static bool IsWayOut(string action) =>
        ChoiceAction.Verb(action) is ChoiceAction.Stop or ChoiceAction.Ask or ChoiceAction.Staff or ChoiceAction.Book || action[(action.LastIndexOf(':') + 1)..] is "stop" or "other" or "skip" or "why" or "again" or "thats-all" or "wait" or "later" or "earlier" or "choose-clinician";

    private static int? NumberOf(string word)
    {
        // A code of six digits is none, whatever its digits are.
        if (word.Length <= 2 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 20)
            return number - 1;
        if (word.Length == 3 && word[1..] is "st" or "nd" or "rd" or "th" && word[0] is >= '1' and <= '9')
            return word[0] - '1';
        var index = Array.IndexOf(s_ordinals, word);
        if (index < 0)
            index = Array.IndexOf(s_numbers, word);
        return index < 0 ? null : index;
    }

    private static bool IsKnown(string action) => ChoiceAction.Verb(action) is
        ChoiceAction.Ask or ChoiceAction.Compare or ChoiceAction.Screen or ChoiceAction.Book or ChoiceAction.Staff or ChoiceAction.NoPerson or ChoiceAction.EraseChat or ChoiceAction.KeepChat or ChoiceAction.ModelYes or ChoiceAction.ModelNo or ChoiceAction.More
        or ChoiceAction.Stop or ChoiceAction.Safe or ChoiceAction.Happening or ChoiceAction.NotHappening or ChoiceAction.ArticleVerb or ChoiceAction.ScreeningVerb or ChoiceAction.BookingVerb;
}
