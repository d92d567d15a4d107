using System.Globalization;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Outbox;

/// <summary>What stands in the outbox, in the words of a reviewer. A name that is not known here is shown as it is.</summary>
internal static class OutboxNames
{
    public static string Template(string name) => name switch
    {
        "booked" => "Visit booked",
        "moved" => "Visit moved",
        "cancelled" => "Visit cancelled",
        "reminder" => "Reminder",
        "offer" => "A freed time",
        "code" => "One-time code",
        "help" => "Wants to change a visit: please call",
        _ => name,
    };

    public static string Way(NoticeWay way) => way switch
    {
        NoticeWay.Email => "E-mail",
        NoticeWay.Phone => "Phone",
        NoticeWay.Chat => "In",
        _ => way.ToString(),
    };

    public static string State(OutboxState state) => state switch
    {
        OutboxState.Waiting => "Waits until it is due",
        OutboxState.NoCarrier => "Cannot be sent from here",
        OutboxState.Failing => "Failed, tried again",
        OutboxState.Dead => "Failed, tried no more",
        _ => state.ToString(),
    };

    /// <summary>Why it stands here, or null where there is nothing to say.</summary>
    public static string? Why(OutboxRow row) => row switch
    {
        { State: OutboxState.NoCarrier, Way: NoticeWay.Phone } => "Text messages are not set up. Please call.",
        { State: OutboxState.NoCarrier } => "Mail to patients is not set up. Please call.",
        { Problem: { } problem } => $"{Problem(problem, row.Way)} Tried {(row.Failures == 1 ? "once" : row.Failures.ToString(CultureInfo.InvariantCulture) + " times")}.",
        _ => null,
    };

    /// <summary>Why a reply did not reach the patient.</summary>
    public static string Why(UndeliveredReply reply) => reply switch
    {
        { IsGone: true, Channel: ChannelIds.TwilioSms or ChannelIds.AzureSms } => "The patient asked for no text messages, or their number takes none.",
        { IsGone: true } => "The patient took the bot out of the channel or blocked it.",
        { Channel: ChannelIds.TwilioSms or ChannelIds.AzureSms } => $"The carrier of text messages did not take it ({reply.Problem}).",
        _ => $"The channel did not take it ({reply.Problem}).",
    };

    private static string Problem(NoticeProblem problem, NoticeWay way) => (problem, way) switch
    {
        (NoticeProblem.Gone, NoticeWay.Phone) => "The patient asked for no text messages. Please call.",
        (NoticeProblem.Gone, _) => "The patient took the bot out of that chat. Please call.",
        (NoticeProblem.Refused, NoticeWay.Phone) => "It was refused: the number may not take text messages. Please call.",
        (NoticeProblem.Refused, NoticeWay.Chat) => "The channel refused it. Please call.",
        (NoticeProblem.Refused, _) => "It was refused: the address may not exist.",
        (NoticeProblem.NotNow, _) => $"{Carrier(way)} did not take it then.",
        (NoticeProblem.Unreachable, _) => $"{Carrier(way)} cannot be reached.",
        (NoticeProblem.Setup, _) => $"The settings for {Carrier(way).ToLowerInvariant()} do not work. Please tell your IT.",
        (NoticeProblem.Unreadable, _) => "Its record is damaged, and the address with it. Please call the patient and tell your IT.",
        _ => "It could not be sent. Please tell your IT.",
    };

    private static string Carrier(NoticeWay way) => way switch
    {
        NoticeWay.Phone => "The carrier of text messages",
        NoticeWay.Chat => "The channel",
        _ => "The mail server",
    };
}
