using OpenTelemetry;
using OpenTelemetry.Logs;

namespace ValorSpine.Bot.Telemetry;

/// <summary>
/// Makes an entry of the log fit to leave the machine: ids of conversations become their marks, and of what libraries log only the wording stays, not the values in it. Errors come here without their own words already (<see cref="Operations.LoggedError"/>).
/// </summary>
internal sealed class PrivateLogRecords : BaseProcessor<LogRecord>
{
    private const string Wording = "{OriginalFormat}", Ours = "ValorSpine.";

    /// <inheritdoc/>
    public override void OnEnd(LogRecord data)
    {
        if (data.Attributes is not { } attributes)
            return;
        var isOurs = data.CategoryName?.StartsWith(Ours, StringComparison.Ordinal) == true;
        data.Attributes = [.. attributes.Where(one => isOurs || one.Key == Wording || one.Value is null or ValueType).Select(one => one.Key == "Conversation" && one.Value is string id ? new(ConversationMark.Attribute, ConversationMark.Of(id)) : one)];
        // Where no wording was given, the whole text would stand here.
        if (!isOurs && !data.Attributes.Any(one => one.Key == Wording))
            data.Body = data.CategoryName;
    }
}
