using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Core.Records;

/// <summary>A transcript without who the patient is: names, phones, e-mails, dates of birth and addresses stand as <c>[name 1]</c>. When it was said, and when a visit is, stays.</summary>
public static class MaskedTranscript
{
    /// <summary>The transcript, masked in the light of what it holds of the patient.</summary>
    /// <param name="transcript">As it stands.</param>
    /// <param name="state">What the conversation remembers, or null where that is not at hand.</param>
    public static Transcript Of(Transcript transcript, ConversationState? state = null)
    {
        var (names, contacts) = Known(transcript, state);
        return transcript with
        {
            Log = [.. transcript.Log.Select(Said)],
            Linked = [.. transcript.Linked.Select(linked => linked with { Log = [.. linked.Log.Select(Said)] })],
            Screenings = [.. transcript.Screenings.Select(screening => screening with { Result = Screened(screening.Result) })],
            Appointments = [.. transcript.Appointments.Select(made => made with
            {
                Appointment = made.Appointment with { Name = "[name]", Phone = "[contact]", Email = made.Appointment.Email is null ? null : "[contact]" },
                Reason = made.Reason is { } reason ? Mask(reason) : null,
                ScreeningSummary = made.ScreeningSummary is { } summary ? Mask(summary) : null,
            })],
            Incidents = [.. transcript.Incidents.Select(incident => incident with { Note = incident.Note is { } note ? Mask(note) : null })],
            Consents = Answered(transcript.Consents, Mask),
            Waits = [],
            Summary = null,
        };

        LogEntry Said(LogEntry entry) => entry with { Text = Mask(entry.Text), ActivityJson = null, Reply = entry.Reply is { } reply ? Replied(reply) : null };

        string Mask(string text) => text.Length == 0 ? text : string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => Masked.Of(line, names, contacts).Text));

        Reply Replied(Reply reply) => reply with
        {
            Text = Mask(reply.Text),
            Brief = reply.Brief is { } brief ? Mask(brief) : null,
            Card = reply.Card switch
            {
                Card.Appointment appointment => appointment with { Facts = Facts(appointment.Facts), CalendarPath = null },
                Card.Summary => null,
                var other => other,
            },
        };

        FinishedScreeningView Screened(FinishedScreeningView result) => result with { Summary = Mask(result.Summary), ResponseJson = WithoutNames(result.ResponseJson, Mask), Sheet = null };

        ImmutableArray<CardFact> Facts(ImmutableArray<CardFact> facts) => [.. facts.Select(fact => fact with { Value = Mask(fact.Value) })];
    }

    /// <summary>The same for who works with it on a page: what the bot said is left readable, and the sheets of checks, what a person reads first and a place on the waiting list stay.</summary>
    public static Transcript ForReading(Transcript transcript)
    {
        var masks = TextMasks.Of(transcript);
        var masked = Of(transcript, transcript.State);
        return masked with
        {
            Log = [.. transcript.Log.Select(Said)],
            Linked = [.. transcript.Linked.Select(linked => linked with { Log = [.. linked.Log.Select(Said)] })],
            Screenings = [.. transcript.Screenings.Zip(masked.Screenings, (whole, hidden) => hidden with { Result = hidden.Result with { Summary = masks.Bot(whole.Result.Summary), Sheet = Answers(whole.Result.Sheet) } })],
            Incidents = [.. transcript.Incidents.Select(incident => incident with { Note = incident.Note is { } note ? masks.Patient(note) : null })],
            Consents = Answered(transcript.Consents, masks.Patient),
            Waits = [.. transcript.Waits.Select(wait => wait with { Entry = wait.Entry with { Name = "[name]", Phone = "[contact]", Email = wait.Entry.Email is null ? null : "[contact]" } })],
            Summary = transcript.Summary is { } summary ? new([.. summary.Lines.Select(line => line with { Text = masks.Patient(line.Text) })]) : null,
        };

        LogEntry Said(LogEntry entry) => entry with
        {
            Text = masks.Patient(entry.Text),
            ActivityJson = null,
            Reply = entry.Reply is { } reply ? Replied(reply, entry.Speaker == Speaker.Staff ? masks.Patient : masks.Bot) : null,
        };

        ScreeningSheet? Answers(ScreeningSheet? sheet) => sheet is null ? null : sheet with { Answers = [.. sheet.Answers.Select(answer => answer with { Value = masks.Patient(answer.Value) })] };
    }

    // Who takes the agreement back does so in words of their own.
    private static ImmutableArray<StoredConsent> Answered(ImmutableArray<StoredConsent> consents, Func<string, string> mask) =>
        [.. consents.Select(consent => consent with { Said = consent.Said with { Answer = mask(consent.Said.Answer) } })];

    private static Reply Replied(Reply reply, Func<string, string> mask) => reply with
    {
        Text = mask(reply.Text),
        Brief = reply.Brief is { } brief ? mask(brief) : null,
        Choices = [.. reply.Choices.Select(choice => choice with { Label = mask(choice.Label) })],
        Card = reply.Card is Card.Appointment appointment ? appointment with { Facts = [.. appointment.Facts.Select(fact => fact with { Value = mask(fact.Value) })], CalendarPath = null } : reply.Card,
    };

    /// <summary>What a transcript holds of who its patient is, also from where the patient continued it.</summary>
    internal static (ImmutableArray<string> Names, ImmutableArray<string> Contacts) Known(Transcript transcript, ConversationState? state)
    {
        ConversationState[] states = [.. transcript.Linked.Select(linked => linked.State).Prepend(state).OfType<ConversationState>()];
        var names = transcript.Appointments.Select(made => made.Appointment.Name).Concat(transcript.Waits.Select(wait => wait.Entry.Name)).Concat(states.SelectMany(Masked.NamesIn));
        var contacts = transcript.Appointments.SelectMany(made => new[] { made.Appointment.Phone, made.Appointment.Email })
            .Concat(transcript.Waits.SelectMany(wait => new[] { wait.Entry.Phone, wait.Entry.Email }))
            .Concat(states.SelectMany(known => new[] { known.Booking?.Phone, known.Booking?.Email, known.HandOff?.Contact, (known.Owner as Owner.Waiting)?.Contact }));
        return ([.. names.Distinct()], [.. contacts.OfType<string>().Distinct()]);
    }

    /// <summary>A FHIR resource with its free texts masked. Codes and dates of the resource itself stay.</summary>
    private static string WithoutNames(string json, Func<string, string> mask)
    {
        var root = JsonNode.Parse(json);
        Walk(root);
        return root?.ToJsonString() ?? json;

        void Walk(JsonNode? node)
        {
            if (node is JsonArray list)
            {
                foreach (var item in list)
                    Walk(item);
            }
            else if (node is JsonObject item)
            {
                foreach (var (name, value) in item.ToArray())
                {
                    if (name is "valueString" && value is JsonValue text && text.TryGetValue<string>(out var said))
                        item[name] = mask(said);
                    else
                        Walk(value);
                }
            }
        }
    }
}
