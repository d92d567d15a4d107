using System.Globalization;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>Checks that all that the bot can say has a form as text messages, of at most two segments at a time.</summary>
public sealed partial class SmsCheck(SmsText text, string emergency, string crisis, ICollection<ContentProblem> problems)
{
    /// <summary>Most messages that a patient has to ask for to read one answer or one question.</summary>
    private const int MostParts = 4;

    /// <summary>Most of them for a table or for the result of a check, whose rest stands on the website or is asked for by name.</summary>
    private const int MostPartsOfCard = 5;

    /// <summary>Wordings that text messages have another form of, and that may ask for a word which ends them.</summary>
    private static readonly string[] s_said = ["'booking.reminder-ask'"];

    /// <summary>Wordings that must fit one message, as nothing of them may be left for later.</summary>
    private static readonly string[] s_whole = ["'conversation.greeting-short'", "'reach.stopped'", "'reach.resumed'", "'reach.help'"];

    /// <summary>Checks a content and reports file, line and remedy.</summary>
    /// <param name="content">Loaded without a defect.</param>
    /// <param name="files">That it was loaded from.</param>
    /// <param name="whole">The replies that the dialogs put together of its pieces.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static void Run(BotContent content, ContentFiles files, IEnumerable<Sayable> whole, ICollection<ContentProblem> problems)
    {
        var check = new SmsCheck(new SmsText(content.Clinic), content.Clinic.EmergencyNumber, content.Clinic.CrisisLine, problems);
        foreach (var said in EverythingSaid.InPieces(content, files))
            check.Check(said);
        foreach (var said in whole)
            check.CheckWhole(said);
    }

    private void Check(Sayable said)
    {
        var words = said.Reply.Brief ?? said.Reply.Text;
        if (SmsAlphabet.FirstUnknown(words) is { } unknown)
            Report(said, $"holds '{unknown}', which a text message cannot show.", "Write it in plain letters.");
        if (AsksForStop().Match(words) is { Success: true } word && !s_said.Contains(said.What))
            Report(said, $"asks for {word.Value}: texted alone, that word ends all text messages.", "Ask for another word, such as \"pause\", or for a number.");
        if (SmsAlphabet.Plain(words).Split('\n').SelectMany(line => EndOfSentence().Split(line)).FirstOrDefault(sentence => SmsParts.OnRequest(sentence).Length > 1) is { } sentence)
            Report(said, $"has a sentence that no text message holds whole: '{sentence[..40]}...'.", "Split it.");

        var messages = text.MessagesOf(said.Reply);
        if (!said.Reply.Calls.IsEmpty)
        {
            CheckGuidance(said, messages[0], messages.Length);
            return;
        }

        CheckCount(said, s_whole.Contains(said.What) ? 1 : MostParts);
    }

    private void CheckWhole(Sayable said)
    {
        switch (said.Reply)
        {
            case { Card: Card.Comparison }:
                foreach (var row in text.PiecesOf(said.Reply).Where(piece => !SmsParts.Fits(piece)))
                    Report(said, $"has a row that no text message holds whole: '{Begins(row)}...'.", "Shorten its cells or the names above them.");
                CheckCount(said, MostPartsOfCard);
                break;
            case { Card: Card.Summary { Sections.IsEmpty: false } }:
                // The sections below are looked at one by one.
                if (text.PiecesOf(said.Reply)[0] is var first && !SmsParts.Fits(first))
                    Report(said, $"begins with more than one text message holds: '{Begins(first)}...'.", "Shorten its title and text.");
                CheckCount(said, MostPartsOfCard);
                break;
            case { Calls.IsEmpty: true }:
                CheckCount(said, MostParts);
                break;
        }
    }

    private void CheckCount(Sayable said, int most)
    {
        var parts = text.AllMessagesOf(said.Reply).Length;
        if (parts > most)
            Report(said, string.Create(CultureInfo.InvariantCulture, $"takes {parts} text messages."), string.Create(CultureInfo.InvariantCulture, $"Shorten it: at most {most}."));
    }

    private void CheckGuidance(Sayable said, string first, int count)
    {
        if (count > 1)
            Report(said, string.Create(CultureInfo.InvariantCulture, $"takes {count} text messages."), "Shorten it, so that guidance comes in one.");
        var segments = SmsSegments.Of(first);
        var segment = segments.Count > 1 ? first[..segments.Starts[1]] : first;
        if (!segment.Contains(emergency, StringComparison.Ordinal) && !segment.Contains(crisis, StringComparison.Ordinal))
            Report(said, $"names neither {emergency} nor {crisis} in its first {Gsm7.Joined} characters, the first segment of a text message.", "Say first what to do and whom to call.");
    }

    private void Report(Sayable said, string what, string remedy)
    {
        // Several replies can hold the same piece.
        var problem = new ContentProblem(said.Path, said.Line, $"{said.What} {what}", remedy);
        if (!problems.Contains(problem))
            problems.Add(problem);
    }

    private static string Begins(string piece) => piece[..40].Replace('\n', ' ');

    [GeneratedRegex("\"(?:stop|stopall|end|cancel|quit|revoke|unsubscribe|optout)\"", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForStop();

    [GeneratedRegex(@"(?<=[.!?:;])\s+")]
    private static partial Regex EndOfSentence();
}
