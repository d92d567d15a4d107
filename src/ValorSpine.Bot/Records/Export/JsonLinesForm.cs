using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Records.Export;

/// <summary>A JSON object a line. Its <c>id</c> and <c>turns</c>, what the patient said in order, are what <c>-- ask</c> reads.</summary>
internal sealed class JsonLinesForm : IExportForm
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <inheritdoc/>
    public ValueTask BeginAsync(ExportFiles files, CancellationToken cancel) => files.OpenAsync("conversations.jsonl", cancel);

    /// <inheritdoc/>
    public ValueTask AddAsync(ExportFiles files, Transcript transcript, CancellationToken cancel) => files.WriteAsync(
        (byte[])[
            .. JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    transcript.Row.Id,
                    transcript.Row.Channel,
                    transcript.Row.StartedAt,
                    transcript.Row.LastAt,
                    Alerts = transcript.Alerts.Select(raised => new { raised.Alert.Kind, raised.Alert.Rule, raised.At, Number = raised.Sequence }),
                    Turns = transcript.Log.Where(entry => !entry.FromBot && entry.Text.Length > 0).Select(entry => entry.Text),
                    Log = transcript.Log.Select(Line),
                    Screenings = transcript.Screenings.Select(screening => new { screening.At, Outcome = screening.Result.OutcomeId, screening.Result.Summary, Response = JsonNode.Parse(screening.Result.ResponseJson) }),
                    Consents = transcript.Consents.Select(consent => new { consent.At, consent.Said.Decision }),
                    Appointments = transcript.Appointments.Select(made => new
                    {
                        made.Appointment.Reference, made.Appointment.Slot.Visit, made.Appointment.Slot.Start, made.Appointment.Slot.Minutes, made.Cancelled,
                        made.Appointment.Name, made.Appointment.Phone, made.Appointment.Email, made.Reason,
                    }),
                },
                s_json),
            (byte)'\n',
        ],
        cancel);

    /// <inheritdoc/>
    public ValueTask EndAsync(ExportFiles files, CancellationToken cancel) => files.CloseAsync();

    private static object Line(LogEntry entry) => new
    {
        Number = entry.Sequence,
        entry.At,
        From = SpokenBy.Of(entry),
        Text = SpokenBy.TextOf(entry),
        Choices = entry.Reply is { Choices.IsEmpty: false } reply ? reply.Choices.Select(choice => choice.Label) : null,
        entry.ReplyTo,
        Outcome = entry.Outcome?.ToString().ToLowerInvariant(),
        Topics = entry.Why is { Topics.IsEmpty: false } why ? why.Topics : (IEnumerable<string>?)null,
        entry.KnowledgeVersion,
    };
}
