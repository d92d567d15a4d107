using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Core.Notices;

/// <summary>
/// Something that a patient is told outside of a turn: by mail, by text message, or later in the chat. The core decides it; it is committed with its turn, looked at again
/// when it is due, and dropped where its appointment no longer stands as it did. Nothing in it tells about health: no reason, no summary, no kind of visit.
/// </summary>
public sealed record Notice
{
    /// <summary>Unique within its conversation, so that a turn that is repeated makes none twice: <c>booked:VS-7K4M2:0:email</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Which text: <c>booked</c>, <c>reminder</c>.</summary>
    public required string Template { get; init; }

    /// <summary>The appointment that it is about, or null.</summary>
    public NoticeSubject? About { get; init; }

    /// <summary>To whom.</summary>
    public required NoticeAddress To { get; init; }

    /// <summary>When it is sent.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>From when on it is worth nothing, or null.</summary>
    public DateTimeOffset? VoidAt { get; init; }

    /// <summary>What fills the text: <c>when</c>, <c>reference</c>.</summary>
    public ImmutableDictionary<string, string> Values { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>The appointment that a notice is about, as it stood when the notice was decided.</summary>
/// <param name="Reference">Of the appointment.</param>
/// <param name="Sequence">RFC 5545 SEQUENCE: each change raises it, and makes older notices untrue.</param>
public sealed record NoticeSubject(string Reference, int Sequence);

/// <summary>Where a notice goes.</summary>
/// <param name="Way">How.</param>
/// <param name="Address">An e-mail address or an E.164 number; empty for the chat.</param>
public sealed record NoticeAddress(NoticeWay Way, string Address)
{
    /// <summary>Where a patient is told: the way that they like where it is open, else another that is. Where none is, the way that they like, for staff. Nobody is called by a machine.</summary>
    /// <param name="likes">How they like to be reached, or null; then by e-mail.</param>
    /// <param name="email">Or null.</param>
    /// <param name="phone">E.164.</param>
    /// <param name="open">Ways on which notices reach patients.</param>
    public static NoticeAddress Of(ContactBy? likes, string? email, string phone, NoticeWay open)
    {
        NoticeAddress byPhone = new(NoticeWay.Phone, phone);
        NoticeAddress[] ways = email is null ? [byPhone] : likes == ContactBy.Text ? [byPhone, new(NoticeWay.Email, email)] : [new(NoticeWay.Email, email), byPhone];
        return Array.Find(ways, to => open.HasFlag(to.Way)) ?? ways[0];
    }
}

/// <summary>How a notice travels.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<NoticeWay>))]
public enum NoticeWay
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>As a turn of the conversation that the appointment was made in.</summary>
    Chat = 1,

    /// <summary>By e-mail.</summary>
    Email = 2,

    /// <summary>By text message.</summary>
    Phone = 4,
}
