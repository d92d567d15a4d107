using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>The JSON that is stored, before encryption.</summary>
internal static class StoredJson
{
    /// <summary>
    /// Reads by reflection: generated code sets an init-only property that is missing in the JSON to its type's default and not to its initializer,
    /// so that states written before a property existed would come back with arrays that cannot be used.
    /// </summary>
    private static readonly JsonSerializerOptions s_read = new(JsonSerializerDefaults.Web);

    public static byte[] Write(ConversationState state) => JsonSerializer.SerializeToUtf8Bytes(state, StoredJsonContext.Default.ConversationState);

    public static byte[] Write(LogBody body) => JsonSerializer.SerializeToUtf8Bytes(body, StoredJsonContext.Default.LogBody);

    public static byte[] Write(FinishedScreening screening) => JsonSerializer.SerializeToUtf8Bytes(screening, StoredJsonContext.Default.FinishedScreening);

    public static byte[] Write(ConsentAnswer consent) => JsonSerializer.SerializeToUtf8Bytes(consent, StoredJsonContext.Default.ConsentAnswer);

    public static byte[] Write(BookingDetails details) => JsonSerializer.SerializeToUtf8Bytes(details, StoredJsonContext.Default.BookingDetails);

    public static byte[] Write(KeptBody body) => JsonSerializer.SerializeToUtf8Bytes(body, StoredJsonContext.Default.KeptBody);

    public static byte[] Write(WaitingEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, StoredJsonContext.Default.WaitingEntry);

    public static byte[] Write(ModelRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, StoredJsonContext.Default.ModelRequest);

    public static byte[] Write(NoticeBody notice) => JsonSerializer.SerializeToUtf8Bytes(notice, StoredJsonContext.Default.NoticeBody);

    public static T Read<T>(byte[] json)
        where T : class => JsonSerializer.Deserialize<T>(json, s_read) ?? throw new JsonException($"A stored {typeof(T).Name} is null.");
}

/// <summary>The encrypted part of a log entry: one side is null.</summary>
/// <param name="Text">What the patient wrote.</param>
/// <param name="ActivityJson">As received.</param>
/// <param name="Reply">What was said to them.</param>
/// <param name="Why">For staff.</param>
/// <param name="KnowledgeVersion">Of the content.</param>
/// <param name="Facts">On the first entry of a turn: what it was decided with.</param>
/// <param name="Input">On the first entry of a turn: what arrived; null in what was stored before it was kept.</param>
internal sealed record LogBody(string? Text, string? ActivityJson, Reply? Reply, Reasons? Why, string? KnowledgeVersion, Facts? Facts = null, Input? Input = null);

/// <summary>The encrypted part of an appointment.</summary>
internal sealed record BookingDetails(string Name, string Phone, string? Email, string? Reason, string? ScreeningSummary)
{
    /// <summary>How the patient likes to be reached, or null where they did not say.</summary>
    public ContactBy? PreferredContact { get; init; }
}

/// <summary>The encrypted part of a kept request; the result is null until the schedule has answered.</summary>
internal sealed record KeptBody(ScheduleRequest Request, ScheduleResult? Result);

/// <summary>The encrypted part of a notice.</summary>
internal sealed record NoticeBody(string Address, ImmutableDictionary<string, string> Values);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ConversationState))]
[JsonSerializable(typeof(LogBody))]
[JsonSerializable(typeof(FinishedScreening))]
[JsonSerializable(typeof(ConsentAnswer))]
[JsonSerializable(typeof(BookingDetails))]
[JsonSerializable(typeof(KeptBody))]
[JsonSerializable(typeof(WaitingEntry))]
[JsonSerializable(typeof(NoticeBody))]
[JsonSerializable(typeof(ModelRequest))]
internal sealed partial class StoredJsonContext : JsonSerializerContext;
