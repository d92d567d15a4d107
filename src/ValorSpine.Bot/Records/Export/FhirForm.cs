using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Records.Export;

/// <summary>A FHIR R4 Bundle of kind <c>collection</c>: a QuestionnaireResponse for each finished screening, an Appointment for each visit.</summary>
internal sealed class FhirForm(TimeProvider time) : IExportForm
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private long _written;

    /// <inheritdoc/>
    public async ValueTask BeginAsync(ExportFiles files, CancellationToken cancel)
    {
        await files.OpenAsync("bundle.json", cancel);
        await files.WriteAsync(Encoding.UTF8.GetBytes($$"""{"resourceType":"Bundle","type":"collection","timestamp":"{{Instant(time.GetUtcNow())}}","entry":["""), cancel);
    }

    /// <inheritdoc/>
    public async ValueTask AddAsync(ExportFiles files, Transcript transcript, CancellationToken cancel)
    {
        foreach (var screening in transcript.Screenings)
            await EntryAsync(files, json => json.WriteRawValue(screening.Result.ResponseJson), cancel);
        foreach (var made in transcript.Appointments)
            await EntryAsync(files, json => Appointment(json, made), cancel);
    }

    /// <inheritdoc/>
    public async ValueTask EndAsync(ExportFiles files, CancellationToken cancel)
    {
        await files.WriteAsync("]}"u8.ToArray(), cancel);
        await files.CloseAsync();
    }

    private async ValueTask EntryAsync(ExportFiles files, Action<Utf8JsonWriter> resource, CancellationToken cancel)
    {
        var buffer = new ArrayBufferWriter<byte>();
        if (_written++ > 0)
            buffer.Write(","u8);
        await using (var json = new Utf8JsonWriter(buffer, s_json))
        {
            json.WriteStartObject();
            json.WriteString("fullUrl", $"urn:uuid:{Guid.NewGuid()}");
            json.WritePropertyName("resource");
            resource(json);
            json.WriteEndObject();
        }

        await files.WriteAsync(buffer.WrittenMemory, cancel);
    }

    private static void Appointment(Utf8JsonWriter json, StoredAppointment made)
    {
        var (appointment, slot) = (made.Appointment, made.Appointment.Slot);
        json.WriteStartObject();
        json.WriteString("resourceType", "Appointment");
        json.WriteStartArray("identifier");
        json.WriteStartObject();
        json.WriteString("value", appointment.Reference);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("status", made.Cancelled ? "cancelled" : "booked");
        json.WriteString("description", slot.Visit);
        json.WriteString("start", Instant(slot.Start));
        json.WriteString("end", Instant(slot.Start.AddMinutes(slot.Minutes)));
        json.WriteNumber("minutesDuration", slot.Minutes);
        if (made.Reason is { Length: > 0 } reason)
            json.WriteString("comment", reason);
        json.WriteStartArray("participant");
        Participant(json, appointment.Name);
        Participant(json, slot.Resource);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Participant(Utf8JsonWriter json, string display)
    {
        json.WriteStartObject();
        json.WriteStartObject("actor");
        json.WriteString("display", display);
        json.WriteEndObject();
        json.WriteString("status", "accepted");
        json.WriteEndObject();
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
