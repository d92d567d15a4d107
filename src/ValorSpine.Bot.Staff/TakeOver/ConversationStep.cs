using System.Globalization;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.TakeOver;

/// <summary>What one of the staff does in a conversation, as the form of its page sent it.</summary>
internal sealed record ConversationStep(Input Input, StaffAct Act)
{
    public const string Take = "take", Say = "say", Return = "return", Close = "close";
    public const int LongestText = 2000, LongestName = 60;

    private static readonly string[] s_everybodys = ["staff", "info", "office", "frontdesk", "reception", "admin"];

    /// <summary>The step, or why it is none.</summary>
    public static (ConversationStep? Step, string? Problem) Read(string? step, string? seen, string? name, string? text, string reader, Owner owner)
    {
        if (!long.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return (null, "This form cannot be read. Reload the page and try again.");
        // Browsers send a line break as two characters and count it as one.
        var said = (text ?? "").ReplaceLineEndings("\n").Trim();
        var shown = (name ?? "").Trim();
        var mine = owner is Owner.Person { By: var by } && by.Account == reader;
        return step switch
        {
            Take when shown.Length is 0 or > LongestName => (null, $"Write the name that the patient sees: {LongestName} characters at most."),
            Take => Made(new Input.StaffTook(new(shown, reader)), "conversation.taken"),
            Say when said.Length == 0 => (null, "There is nothing to send yet. Write your message first."),
            Say when said.Length > LongestText => (null, $"The message is too long: {LongestText} characters at most."),
            Say => Made(new Input.StaffSaid(said, new(shown, reader)), "conversation.said"),
            Return when mine || owner is Owner.Waiting => Made(new Input.StaffReturned(), "conversation.returned"),
            Close when mine || owner is Owner.Waiting => Made(new Input.StaffClosed(), "conversation.closed"),
            Return or Close => (null, "You do not have this conversation any more, so nothing was changed."),
            _ => (null, "This form cannot be read. Reload the page and try again."),
        };

        (ConversationStep?, string?) Made(Input input, string action) => (new(input, new(reader, action, sequence)), null);
    }

    /// <summary>A name to begin with, from the address that somebody signed in with: "Ann"; empty where the address is everybody's.</summary>
    public static string NameOf(string account)
    {
        var first = account.Split('@')[0].Split('.', '_', '-', '+')[0];
        return first.Length == 0 || s_everybodys.Contains(first, StringComparer.OrdinalIgnoreCase) ? "" : char.ToUpperInvariant(first[0]) + first[1..];
    }
}
