using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.Shell;

namespace ValorSpine.Bot.Staff.Incidents;

/// <summary>What staff are told of an incident outside the console: nothing that the patient wrote or that tells who it is.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
public sealed record AlertNotice(string Subject, string Text)
{
    /// <summary>Writes the notice.</summary>
    /// <param name="kind">Kind of the incident: <c>emergency</c>, <c>crisis</c>, <c>abuse</c>, <c>sign</c>.</param>
    /// <param name="raised">Whether the incident was known and has become more urgent.</param>
    /// <param name="channel">Channel id.</param>
    /// <param name="at">When it was opened.</param>
    /// <param name="conversationId">Where the link leads.</param>
    /// <param name="console">The address of the console, as staff reach it: it ends in <see cref="StaffConsole.HomePath"/>.</param>
    /// <param name="options">Gives the clinic's time zone.</param>
    public static AlertNotice Of(string kind, bool raised, string channel, DateTimeOffset at, string conversationId, Uri console, StaffConsoleOptions options)
    {
        var what = kind switch
        {
            AlertKind.Unreached => "possible emergency, and our answer did not reach the patient",
            AlertKind.Emergency => "possible emergency",
            AlertKind.Crisis => "possible crisis",
            AlertKind.Abuse => "someone may be hurt at home; do not call or write back unless they ask",
            _ => "possible warning sign",
        };
        return new(
            $"Chat alert: {what}",
            $"""
            {(raised ? "An alert of the chat has become more urgent" : "The chat has raised an alert")}: {what}.

            Channel: {Names.Channel(channel)}
            Time: {new ClinicTime(options).DateAndTime(at)} ({options.TimeZone})

            Read the conversation and press "I have seen it":
            {console.AbsoluteUri.TrimEnd('/')}{ConversationPath.Of(conversationId)[StaffConsole.HomePath.Length..]}

            """);
    }
}
